/** `ballast drill plan`: the checks before a drill and what it would do, and nothing else. */

import { planDrill } from '../../drill/plan-drill.ts';
import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Language } from '../../lib/locale.ts';
import type { DrillPlan } from '../../operations/drill-plan.ts';
import { planIn } from '../../operations/drills-in-language.ts';
import { tellDrill } from '../../operations/drills-speech.ts';
import { printJson, type CliContext } from '../context.ts';
import { userName } from '../operations-of.ts';
import { withDrillDesk } from './desk.ts';
import { renderChecks } from './render.ts';

export async function plan(
  context: CliContext,
  options: {
    readonly drill: Drill;
    readonly strategy: Strategy;
    readonly stateFile: string;
    readonly json: boolean;
    readonly lang: Language;
  },
): Promise<void> {
  const { drill, strategy, stateFile, json, lang } = options;
  const planned = await withDrillDesk({ strategy, stateFile }, (ports) =>
    planDrill({ drill, strategy, by: userName(), isServed: false }, ports),
  );
  tellPlan(context, planIn(planned, json ? 'en' : lang), options);
}

/** Made here or by a running Ballast; whether it may begin is the exit code. */
export function tellPlan(
  context: CliContext,
  made: DrillPlan,
  { json, lang }: { readonly json: boolean; readonly lang: Language },
): void {
  const { mayBegin, preChecks, effects, undo } = made;
  if (json) {
    const { name: drill, ...rest } = made;
    printJson(context, { drill, ...rest });
  } else {
    const last = tellDrill(lang, mayBegin ? 'may-begin' : 'may-not-begin');
    const lines = [
      ...effects.map((text) => `  ${text}`),
      tellDrill(lang, 'plan-undo'),
      ...undo.map((text) => `  ${text}`),
    ];
    const would = `${tellDrill(lang, 'plan-effects')}\n${lines.join('\n')}\n`;
    const checks = renderChecks(preChecks, { colors: context.colors, language: lang });
    context.print(`${would}${checks}${last}\n`);
  }
  if (!mayBegin) context.setExitCode(1);
}
