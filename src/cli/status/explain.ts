/**
 * Why things are as they are, in sentences: what a snapshot says of a service, region or target, what
 * would change it, and the journal lines about it.
 */

import type { ControlEvent } from '../../model/control.ts';
import type {
  RegionStatus,
  StatusSnapshot,
  TargetStatus,
  UpstreamStatus,
} from '../../model/status.ts';
import { clockTime, percent, rate, span } from '../format.ts';

export interface Explanation {
  /** Sentences about now. */
  readonly now: readonly string[];
  /** Journal lines about it, newest first. */
  readonly events: readonly ControlEvent[];
}

/** `null` when the subject is no service, upstream, region, target or kind of event that is known. */
export function explain(
  subject: string | null,
  sources: { snapshot: StatusSnapshot; events: readonly ControlEvent[]; nowMs: number },
): Explanation | null {
  const { snapshot, events, nowMs } = sources;
  const newest = events.toReversed();
  if (subject === null) {
    const now = snapshot.upstreams.flatMap((entry) => serviceSentences(entry, nowMs));
    return { now: [modeSentence(snapshot), ...now], events: newest };
  }
  const about = newest.filter(
    ({ kind, upstream, region, target }) =>
      kind === subject || upstream === subject || region === subject || target === subject,
  );
  const now = snapshot.upstreams.flatMap((entry) => sentencesAbout(subject, { entry, nowMs }));
  const named = snapshot.upstreams.find(({ service }) => service === subject);
  const ofService = newest.filter(({ upstream }) => upstream === named?.upstream);
  const found = named === undefined ? about : ofService;
  return now.length === 0 && found.length === 0 ? null : { now, events: found };
}

function modeSentence({ mode }: StatusSnapshot): string {
  return mode === 'act'
    ? 'Ballast acts: it writes weights. `ballast disable` makes it only watch.'
    : 'Ballast observes: it tells what it would do and writes nothing. `ballast enable` lets it act.';
}

function sentencesAbout(
  subject: string,
  { entry, nowMs }: { entry: UpstreamStatus; nowMs: number },
): readonly string[] {
  if (entry.service === subject || entry.upstream === subject) {
    return serviceSentences(entry, nowMs);
  }
  return entry.regions.flatMap((region) => [
    ...(region.region === subject ? [regionSentence(entry, region, nowMs)] : []),
    ...region.targets
      .filter(({ target }) => target === subject)
      .map((target) => targetSentence(entry, target, nowMs)),
  ]);
}

function serviceSentences(entry: UpstreamStatus, nowMs: number): readonly string[] {
  const demand = entry.demandRps === null ? 'unknown demand' : `${rate(entry.demandRps)} of demand`;
  return [
    `${entry.service}: ${demand}, ${percent(entry.failingRatio)} of its tries failed in the last 10 s. Weights: ${entry.reason}`,
    ...entry.regions.map((region) => regionSentence(entry, region, nowMs)),
    ...entry.regions.flatMap((region) =>
      region.targets
        .filter(({ rotation }) => rotation !== 'in')
        .map((target) => targetSentence(entry, target, nowMs)),
    ),
  ];
}

function regionSentence({ service }: UpstreamStatus, region: RegionStatus, nowMs: number): string {
  const name = `${region.region} of ${service}`;
  const age = span(nowMs - region.sinceMs);
  const refused = region.refused === null ? '' : ` An evacuation was refused: ${region.refused}`;
  const waits = region.waitingFor === null ? '' : ` It waits for ${region.waitingFor}.`;
  return `${regionState(name, { region, age, nowMs })}${waits}${refused}`;
}

function regionState(
  name: string,
  { region, age, nowMs }: { region: RegionStatus; age: string; nowMs: number },
): string {
  const share = region.shares
    .map(({ gateway, desiredRatio }) => `${percent(desiredRatio)} at ${gateway}`)
    .join(', ');
  switch (region.phase) {
    case 'healthy':
      return (
        `${name} has been healthy for ${age} and is meant to serve ${share}. It would be ` +
        'evacuated when two kinds of evidence (own probes, requests, Kong’s health) call it lost, ' +
        'or when its requests fail beyond normal over at least 150 tries at two or more targets.'
      );
    case 'spill':
      return (
        `${name} has been at the limit of what it can serve for ${age}; it keeps ${share} and others ` +
        'take the rest. It ends when its demand has been below 70 % of its capacity for a minute.'
      );
    case 'evacuated': {
      const left = region.holdUntilMs === null ? 0 : Math.max(0, region.holdUntilMs - nowMs);
      return (
        `${name} has been evacuated for ${age}; its targets keep a last-resort weight (${share}). ` +
        `The hold ends in ${span(left)} if nothing speaks against the region until then; any new ` +
        'failing evidence starts the clean time anew.'
      );
    }
    case 'probing':
      return `${name} has been probed for ${age} before its return.`;
    case 'ramp':
      return (
        `${name} is returning: step ${(region.step ?? 0) + 1}, ` +
        `${percent(region.stepRatio ?? 0)} of its normal share, for ${age}. Failures in a step ` +
        'send it back to a longer hold.'
      );
    case 'unknown':
      return `${name} cannot be judged for lack of fresh telemetry, so nothing moves.`;
    default:
      return region.phase satisfies never;
  }
}

function targetSentence({ service }: UpstreamStatus, target: TargetStatus, nowMs: number): string {
  const seen =
    `${rate(target.triesPerSecond)}, ${percent(target.failingRatio)} failing; ` +
    `own probe ${target.probe}, Kong ${target.kong}`;
  const name = `${target.target} of ${service}`;
  switch (target.rotation) {
    case 'in':
      return (
        `${name} is in rotation (${seen}). It would be ejected when it fails clearly more than ` +
        'the rest of its pool, or refuses three tries in a row, while the others can carry its load.'
      );
    case 'out': {
      const left = target.outUntilMs === null ? 0 : Math.max(0, target.outUntilMs - nowMs);
      return (
        `${name} is ejected (${seen}). It gets a trial at a small weight in ${span(left)}, once ` +
        'its own probe is good twice in a row.'
      );
    }
    case 'trial':
      return (
        `${name} is on trial at a reduced weight (${seen}). Enough good tries raise it; two ` +
        'failures eject it again, for longer.'
      );
    default:
      return target.rotation satisfies never;
  }
}

export function renderExplanation(
  { now, events }: Explanation,
  options: { limit: number; verbose: boolean; nowMs: number },
): string {
  const { limit, verbose, nowMs } = options;
  const lines = events
    .slice(0, limit)
    .flatMap((event) => [
      `  ${clockTime(event.atMs, nowMs)}  ${event.kind}: ${event.message}`,
      ...(verbose ? [`            ${JSON.stringify(event.evidence)}`] : []),
    ]);
  const more =
    events.length > limit ? [`  … and ${events.length - limit} older ones (--limit)`] : [];
  const journal =
    lines.length === 0 ? ['The journal has nothing about it.'] : ['Journal, newest first:'];
  return `${[...now, ...(now.length > 0 ? [''] : []), ...journal, ...lines, ...more].join('\n')}\n`;
}
