/**
 * `ballast restore --baseline`: the weights of peace, written from here to every gateway, whether a
 * controller runs, is dead, or was killed half-way (G10). Loud, since it undoes what saved somebody.
 */

import { randomUUID } from 'node:crypto';

import { createGatewayAdmin } from '../../kong/index.ts';
import type { Language } from '../../lib/locale.ts';
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
import { operationEnglish, operationWords, sayOperation } from '../../operations/speech.ts';
import { printJson, type CliContext } from '../context.ts';
import { CliFailure, messageOf, usageFailure } from '../failure.ts';
import { createLogger } from '../logger.ts';
import { loadQuietly, userName } from '../operations-of.ts';
import { openStateIfThere } from '../state-file.ts';
import { processName, SYSTEM_CLOCK } from '../system.ts';
import { confirmLever, durationOf, type LeverOptions, reasonOf, servicesOf } from './options.ts';
import { leverTalk, type LeverTalk } from './talk.ts';

export type BaselineOptions = Omit<LeverOptions, 'force'>;

export async function restoreTheBaseline(
  context: CliContext,
  options: BaselineOptions,
): Promise<void> {
  if (options.api !== undefined) {
    throw usageFailure(
      {
        en: '--baseline writes to Kong from this machine, not through an API',
        nl: '--baseline schrijft vanaf deze machine naar Kong, niet via een API',
      },
      {
        en: 'Run it where the strategy file and the Admin APIs are, without --api.',
        nl: 'Voer het uit waar het strategiebestand en de Admin-API’s zijn, zonder --api.',
      },
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
  const talk = leverTalk(options);
  const places = { strategy, stateFile: options.state, talk };
  await withPorts(context, places, async (ports, store) => {
    const plan = await planBaseline(ports, request, context.signal);
    if (!options.json) show(context, plan, talk);
    if (options.dryRun) return tellDryRun(context, plan, options);
    const question = talk.tell('baseline-ask');
    await confirmLever(context, { question, isSure: options.yes });
    const report = await restoreBaseline(ports, request, context.signal);
    await keep(store, { request, report });
    if (!report.isDone) context.setExitCode(1);
    if (options.json) return printJson(context, report);
    tell(context, report, { hold: request.hold, isKept: store !== null, talk });
    return undefined;
  });
}

function checkedServices(strategy: Strategy, options: BaselineOptions): readonly string[] | null {
  const services = servicesOf(options);
  const known = strategy.services.map(({ name }) => name);
  const problems = (services ?? []).flatMap((name) => unknownName('service', name, known) ?? []);
  const told = (language: Language) =>
    problems.map((said) => operationWords(said, { language, text: said.key })).join(' ');
  if (problems.length > 0) throw usageFailure({ en: told('en'), nl: told('nl') });
  return services;
}

async function withPorts(
  context: CliContext,
  places: { readonly strategy: Strategy; readonly stateFile: string; readonly talk: LeverTalk },
  work: (ports: BaselinePorts, store: KeptStore | null) => Promise<void>,
): Promise<void> {
  const { strategy, stateFile, talk } = places;
  const logger = createLogger(context);
  const admins = strategy.gateways.map((gateway) => ({
    name: gateway.name,
    ...createGatewayAdmin(gateway, { logger }),
  }));
  // It has to work where nothing of Ballast is left but this command.
  const store = await openStateIfThere(stateFile).catch((error: unknown) => {
    const why = messageOf(error);
    context.note(context.colors.red(talk.tell('baseline-without-store', { why })));
    return null;
  });
  try {
    const ports = {
      strategy,
      kong: Object.fromEntries(admins.map(({ name, admin }) => [name, admin])),
      clock: SYSTEM_CLOCK,
      newId: randomUUID,
      holder: processName(),
      language: talk.language,
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
  const count = report.upstreams.reduce((sum, one) => sum + one.written, 0);
  const said = sayOperation('did-baseline', { by, count, reason });
  await store?.history.appendAudit({
    atMs: SYSTEM_CLOCK.nowMs(),
    by,
    role: 'admin',
    via: 'cli',
    action: 'baseline.restore',
    outcome: report.isDone ? 'done' : 'failed',
    message: operationEnglish(said),
    said,
    details: { services, reason, hold, upstreams: report.upstreams },
  });
}

function show(
  context: CliContext,
  { upstreams, warnings }: Pick<BaselineReport, 'upstreams' | 'warnings'>,
  talk: LeverTalk,
): void {
  const changes = upstreams.flatMap(changeLines);
  const title = talk.tell(changes.length === 0 ? 'baseline-there' : 'baseline-to-write');
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
  options: BaselineOptions,
): void {
  if (options.json) return printJson(context, plan);
  context.note(leverTalk(options).tell('dry-run'));
  return undefined;
}

function tell(
  context: CliContext,
  report: BaselineReport,
  options: Pick<BaselineRequest, 'hold'> & { readonly isKept: boolean; readonly talk: LeverTalk },
): void {
  const { hold, isKept, talk } = options;
  const { colors } = context;
  for (const { gateway, upstream, failure, missing } of report.upstreams) {
    const place = `${gateway}/${upstream}`;
    if (failure !== null) context.note(colors.red(`${place}: ${failure}`));
    if (missing.length === 0) continue;
    context.note(colors.red(talk.tell('baseline-lacking', { place, targets: missing })));
  }
  if (!report.isDone) {
    const text = {
      en: 'the baseline is not everywhere',
      nl: 'de uitgangsgewichten staan nog niet overal',
    };
    throw new CliFailure(text, {
      exitCode: 1,
      fix: {
        en: 'What is written is safe as it is; run it again, it goes on from here.',
        nl: 'Wat geschreven is, is veilig zoals het is; voer het opnieuw uit, het gaat hier verder.',
      },
    });
  }
  const held = isKept ? holdWords(hold, talk) : talk.tell('held-not-told');
  context.note(talk.tell('baseline-done', { held }));
}

function holdWords(hold: BaselineRequest['hold'], { tell }: LeverTalk): string {
  return hold === 'observe'
    ? tell('held-watching')
    : tell('held-frozen', { freezeMs: hold.freezeMs });
}
