/** `ballast drill plan`: the checks before a drill, and nothing else. */

import { gatherFacts } from '../../drill/gather-facts.ts';
import { blastRatio, checkBefore } from '../../drill/pre-checks.ts';
import { planFault } from '../../drill/faults.ts';
import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Language } from '../../lib/locale.ts';
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
  const { preChecks, steps, trafficRatio } = await withDrillDesk(
    { strategy, stateFile },
    async (ports) => {
      const facts = await gatherFacts({ drill, strategy }, ports);
      const { newId } = ports;
      const fault = { drill, strategy, id: 'plan', by: userName(), nowMs: facts.nowMs, newId };
      return {
        preChecks: checkBefore(facts),
        steps: planFault(fault).undo.length,
        trafficRatio: blastRatio(facts.seconds, drill),
      };
    },
  );
  const mayBegin = preChecks.every(({ passed }) => passed);
  if (json) printJson(context, { drill: drill.name, mayBegin, trafficRatio, preChecks });
  else {
    const last = mayBegin
      ? tellDrill(lang, 'may-begin', { steps })
      : tellDrill(lang, 'may-not-begin');
    const checks = renderChecks(preChecks, { colors: context.colors, language: lang });
    context.print(`${checks}${last}\n`);
  }
  if (!mayBegin) context.setExitCode(1);
}
