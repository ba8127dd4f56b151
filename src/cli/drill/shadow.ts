/** `ballast drill run --shadow`: what the law would decide; nothing is written. */

import { placesOf } from '../../drill/scope.ts';
import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import { shadowDrill } from '../../operations/drills-shadow.ts';
import type { Language } from '../../lib/locale.ts';
import { sentenceOf } from '../../model/sentences.ts';
import { tellDrill } from '../../operations/drills-speech.ts';
import { printJson, type CliContext } from '../context.ts';
import { withDrillDesk } from './desk.ts';

export async function shadow(
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
  const lost = Object.fromEntries(
    placesOf(drill, strategy).map(({ service, targets }) => [
      service.name,
      targets.map(({ target }) => target),
    ]),
  );
  const { durationMs } = drill;
  const result = await withDrillDesk({ strategy, stateFile }, (ports) =>
    shadowDrill({ strategy, lost, durationMs }, ports),
  );
  if (json) return printJson(context, { drill: drill.name, lost, ...result });
  const targets = Object.values(lost).flat();
  const { decidedAfterMs: afterMs, events, writes } = result;
  context.print(
    [
      tellDrill(lang, 'shadow-imagined', { targets }),
      afterMs === null
        ? tellDrill(lang, 'shadow-undecided')
        : tellDrill(lang, 'shadow-decided', { afterMs }),
      ...events.map((event) => {
        const seconds = `${Math.round(event.afterMs / 1_000)} s`;
        const of = event.service === null ? '' : `${event.service}: `;
        return `${seconds.padStart(6)}  ${of}${sentenceOf(event, lang)}`;
      }),
      tellDrill(lang, writes.length === 0 ? 'shadow-no-weight' : 'shadow-weights'),
      ...writes.map(
        ({ gateway, upstream, target, from, to }) =>
          `  ${gateway} ${upstream} ${target}: ${from} → ${to}`,
      ),
      '',
    ].join('\n'),
  );
}
