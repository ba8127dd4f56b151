/**
 * `ballast restore --baseline`: the weights of peace, written from here to every gateway, whether a
 * controller runs, is dead, or was killed half-way (G10). Loud, since it undoes what saved somebody.
 */

import { randomUUID } from 'node:crypto';

import { createGatewayAdmin } from '../../kong/index.ts';
import { formatDuration } from '../../lib/quantities.ts';
import type { KeptStore } from '../../model/history.ts';
import type { Strategy } from '../../model/strategy.ts';
import {
  type BaselinePorts,
  type BaselineReport,
  type BaselineRequest,
  type BaselineUpstream,
  planBaseline,
  restoreBaseline,
} from '../../operations/baseline.ts';
import { checkReason } from '../../operations/levers/reason.ts';
import { unknownName } from '../../operations/levers/unknown-name.ts';
import { printJson, type CliContext } from '../context.ts';
import { CliFailure, messageOf, usageFailure } from '../failure.ts';
import { createLogger } from '../logger.ts';
import { loadQuietly, userName } from '../operations-of.ts';
import { openStateIfThere } from '../state-file.ts';
import { processName, SYSTEM_CLOCK } from '../system.ts';
import { confirmLever, durationOf, type LeverOptions, reasonOf, servicesOf } from './options.ts';

export type BaselineOptions = Omit<LeverOptions, 'force'>;

export async function restoreTheBaseline(
  context: CliContext,
  options: BaselineOptions,
): Promise<void> {
  if (options.api !== undefined) {
    throw usageFailure(
      '--baseline writes to Kong from this machine, not through an API',
      'Run it where the strategy file and the Admin APIs are, without --api.',
    );
  }
  const strategy = await loadQuietly(context, options);
  const services = checkedServices(strategy, options);
  const reason = await reasonOf(context, options);
  checkReason(reason);
  const forMs = durationOf(options.for, '--for');
  // One service is held still; for all of them the automation stops writing.
  const hold = services === null ? ('observe' as const) : { freezeMs: forMs };
  const request: BaselineRequest = { services, by: userName(), reason, hold };
  await withPorts(context, { strategy, stateFile: options.state }, async (ports, store) => {
    const plan = await planBaseline(ports, request, context.signal);
    if (!options.json) show(context, plan);
    if (options.dryRun) return tellDryRun(context, plan, options);
    const question = 'Write the baseline now, whatever it may overload?';
    await confirmLever(context, { question, isSure: options.yes });
    const report = await restoreBaseline(ports, request, context.signal);
    await keep(store, { request, report });
    if (!report.isDone) context.setExitCode(1);
    if (options.json) return printJson(context, report);
    tell(context, report, { hold: request.hold, isKept: store !== null });
    return undefined;
  });
}

function checkedServices(strategy: Strategy, options: BaselineOptions): readonly string[] | null {
  const services = servicesOf(options);
  const known = strategy.services.map(({ name }) => name);
  const problems = (services ?? []).flatMap((name) => unknownName('service', name, known) ?? []);
  if (problems.length > 0) throw usageFailure(problems.join(' '));
  return services;
}

async function withPorts(
  context: CliContext,
  { strategy, stateFile }: { readonly strategy: Strategy; readonly stateFile: string },
  work: (ports: BaselinePorts, store: KeptStore | null) => Promise<void>,
): Promise<void> {
  const logger = createLogger(context);
  const admins = strategy.gateways.map((gateway) => ({
    name: gateway.name,
    ...createGatewayAdmin(gateway, { logger }),
  }));
  // It has to work where nothing of Ballast is left but this command.
  const store = await openStateIfThere(stateFile).catch((error: unknown) => {
    context.note(context.colors.red(`${messageOf(error)} The baseline is written without it.`));
    return null;
  });
  try {
    const ports = {
      strategy,
      kong: Object.fromEntries(admins.map(({ name, admin }) => [name, admin])),
      clock: SYSTEM_CLOCK,
      newId: randomUUID,
      holder: processName(),
      ...(store === null ? {} : { store }),
    };
    await work(ports, store);
  } finally {
    await store?.close();
    await Promise.all(admins.map((admin) => admin.close()));
  }
}

async function keep(
  store: KeptStore | null,
  { request, report }: { readonly request: BaselineRequest; readonly report: BaselineReport },
): Promise<void> {
  const { by, reason, services, hold } = request;
  const written = report.upstreams.reduce((sum, one) => sum + one.written, 0);
  await store?.history.appendAudit({
    atMs: SYSTEM_CLOCK.nowMs(),
    by,
    role: 'admin',
    via: 'cli',
    action: 'baseline.restore',
    outcome: report.isDone ? 'done' : 'failed',
    message: `${by} wrote the baseline, ${written} weights: ${reason}.`,
    details: { services, reason, hold, upstreams: report.upstreams },
  });
}

function show(
  context: CliContext,
  { upstreams, warnings }: Pick<BaselineReport, 'upstreams' | 'warnings'>,
): void {
  const changes = upstreams.flatMap(changeLines);
  const title =
    changes.length === 0 ? 'Kong has the baseline already' : 'baseline weights to write';
  const failures = upstreams.flatMap(({ gateway, upstream, failure }) =>
    failure === null ? [] : [`  ✗ ${gateway}/${upstream}: ${failure}`],
  );
  const said = warnings.map((warning) => `  ! ${warning}`);
  context.print(`${[title, ...changes, ...said, ...failures].join('\n')}\n`);
}

function changeLines({ gateway, upstream, changes }: BaselineUpstream): readonly string[] {
  return changes.map(({ target, from, to }) => {
    const change = `${String(from).padStart(5)} → ${String(to).padEnd(5)}`;
    return `  ${change} ${target}  ${gateway}/${upstream}`;
  });
}

function tellDryRun(
  context: CliContext,
  plan: Pick<BaselineReport, 'upstreams' | 'warnings'>,
  { json }: BaselineOptions,
): void {
  if (json) return printJson(context, plan);
  context.note('dry run: nothing is done');
  return undefined;
}

function tell(
  context: CliContext,
  report: BaselineReport,
  { hold, isKept }: Pick<BaselineRequest, 'hold'> & { readonly isKept: boolean },
): void {
  const { colors } = context;
  for (const { gateway, upstream, failure, missing } of report.upstreams) {
    const place = `${gateway}/${upstream}`;
    if (failure !== null) context.note(colors.red(`${place}: ${failure}`));
    if (missing.length > 0) context.note(colors.red(`${place}: Kong lacks ${missing.join(', ')}`));
  }
  if (!report.isDone) {
    throw new CliFailure('the baseline is not everywhere', {
      exitCode: 1,
      fix: 'What is written is safe as it is; run it again, it goes on from here.',
    });
  }
  const held = isKept
    ? holdWords(hold)
    : 'a running Ballast is not told and may write its own weights again; stop it, or `ballast disable`';
  context.note(`the baseline is in Kong, read back at every node; ${held}`);
}

function holdWords(hold: BaselineRequest['hold']): string {
  return hold === 'observe'
    ? 'Ballast only watches from now on; `ballast enable` lets it act again'
    : `these services are frozen for ${formatDuration(hold.freezeMs)}; see ballast overrides`;
}
