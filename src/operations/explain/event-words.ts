/** One line of the journal: what was decided on which numbers, what followed, and whether it still holds. */

import type { ControlEvent } from '../../model/control.ts';
import type { Numbered } from '../../model/history.ts';
import { eventIn } from '../../model/sentences.ts';
import { isUpstreamOf } from '../../model/upstream-names.ts';
import type { Speech } from '../speech.ts';
import type { ExplainContext, Told } from './context.ts';
import { evidenceCode, evidenceName } from './evidence-names.ts';
import { tellRegion } from './region-words.ts';
import { tellTarget } from './target-words.ts';

/** What comes this soon after it in the same place belongs to the story. */
export const STORY_MS = 120_000;
const STORY_LINES = 8;

export function tellEvent(
  { id, entry: event }: Numbered<ControlEvent>,
  { after, context }: { readonly after: readonly ControlEvent[]; readonly context: ExplainContext },
): Told & { readonly events: readonly ControlEvent[] } {
  const { speech, nowMs } = context;
  const story = after.filter((one) => isSamePlace(one, event)).slice(0, STORY_LINES);
  const now = tellPlace(event, context);
  const isOver = after.find((one) => one.kind !== event.kind && isSamePlace(one, event));
  const sentence = speech.event(event);
  return {
    sentences: [
      speech.tell('event-told', { id, ageMs: nowMs - event.atMs, sentence }),
      ...evidenceSentences(event, speech),
      isOver === undefined
        ? speech.tell('nothing-followed')
        : speech.tell('event-followed', {
            afterMs: isOver.atMs - event.atMs,
            sentence: speech.event(isOver),
          }),
      ...(now.sentences.length === 0 ? [] : [speech.tell('as-it-is-now'), ...now.sentences]),
    ],
    wouldChange: now.wouldChange,
    events: [event, ...story].map((one) => eventIn(one, speech.language)),
  };
}

/** Evidence is flat but for a few lists: each is a clause. */
function evidenceSentences({ evidence }: ControlEvent, speech: Speech): readonly string[] {
  const clauses = Object.entries(evidence).map(
    ([name, value]) => `${evidenceName(name, speech.language)} ${show(name, value, speech)}`,
  );
  return clauses.length === 0 ? [] : [speech.tell('event-numbers', { clauses })];
}

function show(name: string, value: unknown, { language, figures }: Speech): string {
  if (typeof value === 'number') {
    if (/Ratio$|^(seen|ratio)$/.test(name)) return figures.percent(value);
    if (/^at.*Ms$|UntilMs$|AtMs$/.test(name)) return new Date(value).toISOString();
    if (name.endsWith('Ms')) {
      return value < 1_000 ? `${Math.round(value)} ms` : figures.span(value);
    }
    const text = language === 'nl' ? String(value).replace('.', ',') : String(value);
    return name.endsWith('Rps') ? `${text}/s` : text;
  }
  return typeof value === 'string'
    ? evidenceCode(value, language)
    : JSON.stringify(value, withoutSaid);
}

/** Sentences as data are for programs. */
function withoutSaid(name: string, value: unknown): unknown {
  return name === 'said' ? undefined : value;
}

function isSamePlace(one: ControlEvent, event: ControlEvent): boolean {
  if (one.upstream !== event.upstream) return false;
  if (event.target !== null) return one.target === event.target;
  return event.region === null || one.region === event.region || one.region === null;
}

function tellPlace(event: ControlEvent, context: ExplainContext): Told {
  const entry = context.snapshot.upstreams.find(({ upstream }) =>
    isUpstreamOf(upstream, event.upstream),
  );
  const region = entry?.regions.find((one) => one.region === event.region);
  if (entry === undefined || region === undefined) return { sentences: [], wouldChange: [] };
  const target = region.targets.find((one) => one.target === event.target);
  if (target === undefined) return tellRegion({ entry, region }, context);
  return tellTarget({ entry, region: region.region, target }, context);
}
