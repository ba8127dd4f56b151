/**
 * `ballast apply`: makes Kong as the strategy says, after asking. What fails half-way leaves a Kong
 * that serves, says what was done and what is left, and goes on when it is run again.
 */

import { setTimeout as sleep } from 'node:timers/promises';

import { Command } from 'commander';

import { formatDuration, parseDurationMs } from '../../lib/quantities.ts';
import type { AdminClient, ExecuteResult } from '../../kong/index.ts';
import { countSteps, maskedPlan } from '../../reconcile/render-plan.ts';
import { confirm } from '../confirm.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import type { GatewayPlan, PlanOptions } from '../plan/make-plan.ts';
import { type PlanCommandOptions, withPlanOptions } from '../plan/options.ts';
import { loadStrategy } from '../strategy-file.ts';

interface ApplyOptions extends PlanCommandOptions {
  readonly yes: boolean;
  readonly settle: string;
}

export function applyCommand(context: CliContext): Command {
  const command = withPlanOptions(
    new Command('apply')
      .description('write upstreams, targets and health checks into Kong, in a safe order')
      .option('-y, --yes', 'do not ask', false)
      .option('--settle <duration>', 'how long Kong’s workers may take to take a change', '12s'),
  ).action(() => apply(context, command.optsWithGlobals<ApplyOptions>()));
  return withExamples(command, [
    ['ballast apply', 'show the plan, ask, write'],
    ['ballast apply --yes --with-base', 'all of it, where no decK owns services and routes'],
    ['ballast apply --target orderAPI --no-delete', 'one service, and nothing goes'],
  ]);
}

async function apply(context: CliContext, options: ApplyOptions): Promise<void> {
  const settleMs = parseDurationMs(options.settle);
  if (settleMs === null) {
    throw usageFailure(`${options.settle} is no duration`, 'Write it with a unit, such as 12s.');
  }
  const strategy = await loadStrategy(context, options);
  const { planInputs } = await import('../plan/plan-inputs.ts');
  const { withGateway } = await import('../plan/make-plan.ts');
  const inputs = await planInputs(context, strategy, { ...options, mayMakeKey: true });
  const results = [];
  for (const input of inputs) {
    results.push(
      await withGateway(input.gateway, (nodes) =>
        applyToGateway(context, { nodes, input, options, settleMs }),
      ),
    );
  }
  if (options.json) printJson(context, results);
}

interface Work {
  readonly nodes: readonly AdminClient[];
  readonly input: PlanOptions;
  readonly options: ApplyOptions;
  readonly settleMs: number;
}

async function applyToGateway(context: CliContext, work: Work): Promise<object> {
  const { nodes, input, options } = work;
  const { firstNode, printPlan } = await import('../plan/plan-inputs.ts');
  const { makePlan } = await import('../plan/make-plan.ts');
  const node = await firstNode(nodes, context.signal);
  const made = await makePlan(node, input);
  const { plan, notCompared } = made;
  if (!options.json) printPlan(context, made, { isVerbose: options.verbose });
  if (plan.refusals.length > 0) {
    throw new CliFailure(`${plan.gateway}: ${plan.refusals.length} refused; nothing is written`, {
      exitCode: 1,
      fix: 'Each is shown above with its fix.',
      details: { refusals: plan.refusals },
    });
  }
  const { create, update, delete: gone } = countSteps(plan);
  if (create + update + gone === 0) {
    return { gateway: plan.gateway, done: 0, left: 0, notCompared };
  }
  if (made.dbless !== null) {
    context.note(
      `${plan.gateway} has no database: the whole configuration is replaced on each node`,
    );
  }
  await confirm(context, {
    question: `Write this to ${plan.gateway}?`,
    isSure: options.yes,
    fix: 'Add --yes when you have read the plan.',
    refused: 'nothing is written',
  });
  const done =
    made.dbless === null
      ? await writeSteps(context, { ...work, node, made })
      : await postConfig(work, made);
  const again = await makePlan(node, input);
  const left = again.plan.steps.filter(({ action }) => action !== 'settle');
  if (left.length > 0) {
    context.note(`${plan.gateway}: ${left.length} differences are left after writing; see plan`);
    context.setExitCode(1);
  } else {
    const missing = again.notCompared?.missing.length ?? 0;
    const state =
      missing === 0
        ? 'Kong is as the strategy says'
        : `upstreams are as the strategy says, but ${missing} services, routes and plugins of base.yaml are missing: use decK, or --with-base`;
    context.note(`${plan.gateway}: applied ${done}; ${state}`);
  }
  return {
    gateway: plan.gateway,
    done,
    left: left.length,
    notCompared: again.notCompared,
    plan: maskedPlan(plan),
  };
}

/** Returns how many entities were written. */
async function writeSteps(
  context: CliContext,
  { node, made, settleMs }: Work & { readonly node: AdminClient; readonly made: GatewayPlan },
): Promise<number> {
  const { executePlan } = await import('../../kong/index.ts');
  const { plan } = made;
  const { signal } = context;
  const total = plan.steps.length;
  const result = await executePlan(node, plan, {
    signal,
    settle: async ({ reason }) => {
      context.note(`waiting ${formatDuration(settleMs)} ${reason}`);
      await sleep(settleMs, undefined, { signal }).catch(() => undefined);
    },
    pause: async (durationMs) => {
      await sleep(durationMs, undefined, { signal }).catch(() => undefined);
    },
    onStep: (step, done) => {
      if (step.action !== 'settle') context.note(`${done}/${total} ${step.action} ${step.key}`);
    },
  });
  for (const field of result.notTaken) {
    context.note(`${plan.gateway}: Kong answered otherwise than asked: ${field}`);
  }
  if (result.failure !== null) throw partialFailure(plan.gateway, result, result.failure);
  return result.done.filter(({ action }) => action !== 'settle').length;
}

function partialFailure(
  gateway: string,
  { done, left }: ExecuteResult,
  { step, reason, fix }: NonNullable<ExecuteResult['failure']>,
): CliFailure {
  const name = step.action === 'settle' ? 'wait' : `${step.action} ${step.key}`;
  return new CliFailure(
    `${gateway}: ${name} failed: ${reason}; ${done.length} steps are done, ${left.length} are left`,
    {
      exitCode: 1,
      fix: `${fix}\nWhat is written is safe as it is; \`ballast apply\` again goes on from here.`,
      details: { done: done.map(label), left: left.map(label), failed: label(step) },
    },
  );
}

function label(step: ExecuteResult['done'][number]): string {
  return step.action === 'settle' ? 'settle' : `${step.action} ${step.key}`;
}

/** The same file on every node: without a database each has its own. */
async function postConfig({ nodes, input }: Work, { dbless, plan }: GatewayPlan): Promise<number> {
  if (dbless === null) return 0;
  for (const node of nodes) await node.postConfig({ config: dbless }, { signal: input.signal });
  return plan.steps.filter(({ action }) => action !== 'settle').length;
}
