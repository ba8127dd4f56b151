/**
 * `ballast restore`: ends what keeps a region out, and it returns in gated steps; or writes the
 * baseline at once (G10).
 */

import { Command } from 'commander';

import { isKeptOutBy } from '../../operations/levers/kept-out.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { inLanguage } from '../language.ts';
import {
  confirmLever,
  type LeverOptions,
  reasonOf,
  servicesOf,
  withReason,
  withServices,
} from '../levers/options.ts';
import { renderOverrides } from '../levers/render-overrides.ts';
import { leverTalk } from '../levers/talk.ts';
import { withOperations } from '../operations-of.ts';

type RestoreOptions = Omit<LeverOptions, 'force'> & { readonly baseline: boolean };

export function restoreCommand(context: CliContext): Command {
  const command = withReason(
    withServices(
      new Command('restore')
        .description(
          'end what keeps a region out, so that it returns in gated steps; or write the baseline',
        )
        .argument('[region]', 'as the strategy names it')
        .option('--baseline', 'write the weights of peace to Kong at once, from here', false)
        .option('--for <duration>', 'with --baseline and --service: frozen for so long', '2h')
        .option('-n, --dry-run', 'show what it would do, and do nothing', false),
    ),
  ).action(async (region: string | undefined) => {
    const options = inLanguage(command.optsWithGlobals<RestoreOptions>(), context);
    if (options.baseline === (region !== undefined)) {
      throw usageFailure(
        {
          en: 'name a region, or --baseline for all weights',
          nl: 'noem een regio, of --baseline voor alle gewichten',
        },
        {
          en: 'ballast restore eu-west --reason "…", or ballast restore --baseline --reason "…"',
          nl: 'ballast restore eu-west --reason "…", of ballast restore --baseline --reason "…"',
        },
      );
    }
    if (region !== undefined) return restore(context, region, options);
    // Brings the Admin API's client, which nothing else here needs.
    const { restoreTheBaseline } = await import('../levers/restore-baseline.ts');
    return restoreTheBaseline(context, options);
  });
  return withExamples(command, [
    ['ballast restore eu-west --reason "work is done"', 'after an evacuation'],
    ['ballast restore eu-west --service orderAPI --reason "fixed"', 'for one service'],
    ['ballast restore --baseline --dry-run', 'which weights that would write, and the risk'],
    ['ballast restore --baseline --reason "start anew"', 'at once, and Ballast only watches then'],
  ]);
}

async function restore(
  context: CliContext,
  region: string,
  options: RestoreOptions,
): Promise<void> {
  const reason = await reasonOf(context, options);
  const services = servicesOf(options);
  const talk = leverTalk(options);
  const { tell } = talk;
  await withOperations(context, options, async ({ operations, actor }) => {
    const held = (await operations.levers.list()).filter((one) => isKeptOutBy(one, region));
    if (!options.json && held.length > 0) {
      const shown = renderOverrides(held, { nowMs: Date.now(), talk });
      context.print(`${tell('keeps-out', { region })}\n${shown}`);
    }
    if (options.dryRun) return tellDryRun(context, { region, held, options });
    // Without any, the operation itself says why and what to do instead.
    if (held.length > 0) {
      await confirmLever(context, {
        question: tell('ask-return', { region }),
        isSure: options.yes,
      });
    }
    const ended = await operations.levers.restore(actor, { region, services, reason });
    if (options.json) return printJson(context, { ended });
    context.note(tell('returns-in-steps', { region }));
    return undefined;
  });
}

function tellDryRun(
  context: CliContext,
  { region, held, options }: { region: string; held: readonly unknown[]; options: RestoreOptions },
): void {
  if (options.json) return printJson(context, { wouldEnd: held });
  if (held.length === 0) {
    const text = {
      en: `no override keeps ${region} out`,
      nl: `er is geen ingreep die ${region} eruit houdt`,
    };
    throw new CliFailure(text, { exitCode: 1, fix: NOT_BY_HAND });
  }
  context.note(leverTalk(options).tell('dry-run'));
  return undefined;
}

const NOT_BY_HAND = {
  en: 'If Ballast has evacuated it itself: `ballast explain` says what it waits for.',
  nl: 'Heeft Ballast de regio zelf geëvacueerd: `ballast explain` zegt waar het op wacht.',
} as const;
