/** `ballast plan`: what `apply` would write, without writing it. */

import { Command } from 'commander';

import { countSteps, maskedPlan } from '../../reconcile/render-plan.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { loadStrategy } from '../strategy-file.ts';
import type { GatewayPlan } from '../plan/make-plan.ts';
import { type PlanCommandOptions, withPlanOptions } from '../plan/options.ts';

interface PlanOnlyOptions extends PlanCommandOptions {
  readonly check: boolean;
}

export function planCommand(context: CliContext): Command {
  const command = withPlanOptions(
    new Command('plan')
      .description('compare Kong with the strategy and show what apply would write')
      .option('--check', 'exit 1 when something would be written (2 stays wrong use)', false),
  ).action(() => plan(context, command.optsWithGlobals<PlanOnlyOptions>()));
  return withExamples(command, [
    ['ballast plan', 'every gateway of the strategy'],
    ['ballast plan --target productAPI -v', 'one service, with every field'],
    ['ballast plan --check', 'in CI: is Kong as the strategy says?'],
    ['ballast plan --json | jq ".[].steps"', 'as data; secrets are masked'],
  ]);
}

async function plan(context: CliContext, options: PlanOnlyOptions): Promise<void> {
  const strategy = await loadStrategy(context, options);
  const { firstNode, planInputs, printPlan } = await import('../plan/plan-inputs.ts');
  const { makePlan, withGateway } = await import('../plan/make-plan.ts');
  const inputs = await planInputs(context, strategy, { ...options, mayMakeKey: false });
  const plans: GatewayPlan[] = [];
  for (const input of inputs) {
    const made = await withGateway(input.gateway, async (nodes) =>
      makePlan(await firstNode(nodes, context.signal), input),
    );
    plans.push(made);
    if (options.json) continue;
    printPlan(context, made, { isVerbose: options.verbose });
    if (made.dbless !== null) {
      context.note(`${input.gateway.name} has no database: apply posts the whole configuration`);
    }
    if (made.facts.features.failoverTargets && !options.failoverTargets) {
      context.note(
        `${input.gateway.name} is Kong ${made.facts.version}: --failover-targets marks the last resorts for it`,
      );
    }
  }
  if (options.json) {
    const shown = plans.map((one) => ({ ...maskedPlan(one.plan), notCompared: one.notCompared }));
    printJson(context, shown);
  }
  const isPending = plans.some((one) => {
    const { create, update, delete: gone } = countSteps(one.plan);
    return create + update + gone > 0;
  });
  const isRefused = plans.some(({ plan: { refusals } }) => refusals.length > 0);
  if (isRefused || (options.check && isPending)) context.setExitCode(1);
}
