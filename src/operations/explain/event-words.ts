/** One line of the journal: what was decided on which numbers, what followed, and whether it still holds. */

import { percent, span } from '../../lib/figures.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Numbered } from '../../model/history.ts';
import { isUpstreamOf } from '../../model/upstream-names.ts';
import type { ExplainContext, Told } from './context.ts';
import { tellRegion } from './region-words.ts';
import { tellTarget } from './target-words.ts';

/** What comes this soon after it in the same place belongs to the story. */
export const STORY_MS = 120_000;
const STORY_LINES = 8;

export function tellEvent(
  { id, entry: event }: Numbered<ControlEvent>,
  { after, context }: { readonly after: readonly ControlEvent[]; readonly context: ExplainContext },
): Told & { readonly events: readonly ControlEvent[] } {
  const age = span(context.nowMs - event.atMs);
  const story = after.filter((one) => isSamePlace(one, event)).slice(0, STORY_LINES);
  const now = tellPlace(event, context);
  const isOver = after.find((one) => one.kind !== event.kind && isSamePlace(one, event));
  return {
    sentences: [
      `Event ${id}, ${age} ago: ${event.message}`,
      ...evidenceSentences(event),
      ...(isOver === undefined
        ? ['Nothing followed at this place.']
        : [`${span(isOver.atMs - event.atMs)} later: ${isOver.message}`]),
      ...(now.sentences.length === 0 ? [] : ['Now:', ...now.sentences]),
    ],
    wouldChange: now.wouldChange,
    events: [event, ...story],
  };
}

/** Evidence is flat but for a few lists: each is a clause. */
function evidenceSentences({ evidence }: ControlEvent): readonly string[] {
  const clauses = Object.entries(evidence).map(
    ([name, value]) => `${words(name)} ${show(name, value)}`,
  );
  return clauses.length === 0 ? [] : [`The numbers: ${clauses.join('; ')}.`];
}

/** `failingRatio` → `failing ratio`. */
function words(name: string): string {
  const plain = name.replace(/(Ms|Ratio|Rps|Percent)$/, '');
  return plain.replaceAll(
    /([a-z])([A-Z])/g,
    (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`,
  );
}

function show(name: string, value: unknown): string {
  if (typeof value === 'number') {
    if (/Ratio$|^(seen|ratio)$/.test(name)) return percent(value);
    if (/^at.*Ms$|UntilMs$|AtMs$/.test(name)) return new Date(value).toISOString();
    if (name.endsWith('Ms')) return value < 1_000 ? `${Math.round(value)} ms` : span(value);
    if (name.endsWith('Rps')) return `${value}/s`;
    return String(value);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
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
