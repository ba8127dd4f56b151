/** From the options of `plan` and `apply` to the plans that they lead to. */

import process from 'node:process';

import { HOP_KEY_VARIABLE } from '../../generate/hop.ts';
import { layoutsOf } from '../../generate/kong-config.ts';
import type { AdminClient } from '../../kong/index.ts';
import type { Gateway, Strategy } from '../../model/strategy.ts';
import { renderNotCompared } from '../../reconcile/not-compared.ts';
import { renderPlan } from '../../reconcile/render-plan.ts';
import type { CliContext } from '../context.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { defaultHopKeyFile, readHopKey } from '../hop-key.ts';
import { readIfThere } from '../output-file.ts';
import { SYSTEM_CLOCK } from '../system.ts';
import { type GatewayPlan, namesOfService, type PlanOptions } from './make-plan.ts';
import type { PlanCommandOptions } from './options.ts';
import { readSteering } from './steering.ts';

/** For each chosen gateway all that its plan needs. */
export async function planInputs(
  context: CliContext,
  strategy: Strategy,
  options: PlanCommandOptions & { readonly mayMakeKey: boolean },
): Promise<readonly PlanOptions[]> {
  const gateways = chosen(strategy, options.gateway);
  const hopKey = await hopKeyOf(context, { strategy, gateways, options });
  const steeredBy = await readSteering({
    strategy,
    stateFile: options.state,
    weights: options.weights,
    nowMs: SYSTEM_CLOCK.nowMs(),
  });
  return gateways.map((gateway) => ({
    strategy,
    gateway,
    hopKey,
    withBase: options.withBase,
    failoverTargets: options.failoverTargets,
    only: onlyOf(strategy, gateway, options.target),
    adopt: new Set(options.adopt),
    deletes: options.delete,
    steeredBy,
    signal: context.signal,
  }));
}

/** The first node that answers; the others are asked when it does not. */
export async function firstNode(nodes: readonly AdminClient[], signal: AbortSignal) {
  let failure: unknown = null;
  for (const node of nodes) {
    try {
      await node.readNode({ signal });
      return node;
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/** The plan on stdout; colours only where a person reads it. */
export function printPlan(
  context: CliContext,
  { plan, notCompared }: Pick<GatewayPlan, 'plan' | 'notCompared'>,
  { isVerbose }: { readonly isVerbose: boolean },
): void {
  const { colors } = context;
  const isPlain = !process.stdout.isTTY;
  const paint = {
    create: colors.green,
    update: colors.yellow,
    delete: colors.red,
    refused: colors.red,
    settle: colors.dim,
    kept: colors.dim,
    field: (text: string) => text,
    summary: colors.bold,
  };
  const lines = renderPlan(plan, { isVerbose }).map(({ kind, text }) =>
    isPlain ? text : paint[kind](text),
  );
  context.print(`${lines.join('\n')}\n`);
  if (notCompared === null) return;
  const { text, isWarning } = renderNotCompared(plan.gateway, notCompared);
  const color = isWarning ? colors.yellow : colors.dim;
  context.print(`${isPlain ? text : color(text)}\n`);
}

function chosen(strategy: Strategy, name: string | undefined): readonly Gateway[] {
  if (name === undefined) return strategy.gateways;
  const gateway = strategy.gateways.find((entry) => entry.name === name);
  if (gateway !== undefined) return [gateway];
  const known = strategy.gateways.map((entry) => entry.name).join(', ');
  throw usageFailure(`the strategy has no gateway ${name}`, `Use one of: ${known}.`);
}

function onlyOf(
  strategy: Strategy,
  gateway: Gateway,
  targets: readonly string[],
): ReadonlySet<string> | null {
  if (targets.length === 0) return null;
  return new Set(
    targets.flatMap((target) => {
      const names = namesOfService(strategy, gateway, target);
      if (names.length > 0) return names;
      const known = strategy.services.map(({ name }) => name).join(', ');
      throw usageFailure(
        `the strategy has no service or upstream ${target}`,
        `Use one of: ${known}.`,
      );
    }),
  );
}

/** The same key as in the base configuration: from a file, or as decK gets it. */
async function hopKeyOf(
  context: CliContext,
  {
    strategy,
    gateways,
    options,
  }: {
    readonly strategy: Strategy;
    readonly gateways: readonly Gateway[];
    readonly options: PlanCommandOptions & { readonly mayMakeKey: boolean };
  },
): Promise<string | null> {
  const isNeeded = gateways.some((gateway) =>
    layoutsOf(strategy, gateway).some(({ kind }) => kind === 'two-level'),
  );
  if (!isNeeded) return null;
  const given = context.env[HOP_KEY_VARIABLE];
  if (options.hopKeyFile === undefined && given !== undefined && given !== '') return given;
  const file = options.hopKeyFile ?? defaultHopKeyFile(options.strategy);
  if (!options.mayMakeKey && (await readIfThere(file)) === null) {
    context.note(
      `there is no hop key yet (${file}): planned with a placeholder, \`ballast apply\` makes the key`,
    );
    return PLACEHOLDER_KEY;
  }
  try {
    return await readHopKey(file, { mayMake: options.mayMakeKey });
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    throw new CliFailure(error.message, {
      exitCode: 1,
      fix: `Set ${HOP_KEY_VARIABLE} as for decK, or name the file with --hop-key-file; \`ballast apply\` makes one.`,
      cause: error,
    });
  }
}

/** Of the form of a key, so that the plan is the one that apply will make, but for the key itself. */
const PLACEHOLDER_KEY = 'placeholder-until-apply-has-made-the-key';
