/** What the charts of one scenario have in common: the runs shown, the times, faults, decisions. */

import type { ControlEvent, EventKind } from '../../../model/control.ts';
import type { RunResult, ScheduledFault } from '../../contract.ts';
import { describeFault } from '../../scenario/describe.ts';
import type { Band, Mark, Tone } from '../charts/frame.ts';
import type { ScenarioSummary } from '../summary.ts';
import { type Series, seriesOf } from './series.ts';

export interface Story {
  /** One run of each contestant: those that kept their time lines. */
  readonly shown: readonly ShownRun[];
  readonly from: number;
  readonly to: number;
  readonly bands: readonly Band[];
  readonly regions: readonly string[];
  /** `null` for a target that is not in the strategy. */
  readonly regionOf: (target: string) => string | null;
}

export interface ShownRun {
  readonly run: RunResult;
  readonly series: Series;
  /** With their numbers in the list. */
  readonly decisions: readonly NumberedEvent[];
  readonly marks: readonly Mark[];
}

export interface NumberedEvent {
  readonly name: string;
  readonly event: ControlEvent;
}

/** Points of a line: about one for each two pixels of a wide chart. */
const POINTS = 400;
/** More decisions of one run than these are only counted. */
export const MAX_DECISIONS = 150;

export function storyOf({ scenario, runs, strategy }: ScenarioSummary): Story {
  const { durationMs } = scenario;
  const shown = runs
    .filter(({ seconds }) => seconds.length > 0)
    .map((run): ShownRun => {
      const series = seriesOf(run, { durationMs, points: POINTS });
      const decisions = run.decisions
        .slice(0, MAX_DECISIONS)
        .map((event, index) => ({ name: String(index + 1), event }));
      return { run, series, decisions, marks: marksOf(decisions, series) };
    });
  const from = Math.min(0, ...shown.map(({ series }) => series.bins[0]?.second ?? 0));
  const to = durationMs / 1_000;
  const known = new Set(shown.flatMap(({ series }) => series.regions));
  const ordered = strategy.regions.map(({ name }) => name);
  const targets = strategy.services.flatMap((service) => service.targets);
  const homes = new Map(targets.map(({ target, region }) => [target, region]));
  const others = [...known].filter((name) => !ordered.includes(name));
  return {
    shown,
    from,
    to,
    bands: scenario.faults.map((fault) => bandOf(fault, to)),
    regions: [...ordered, ...others],
    regionOf: (target) => homes.get(target) ?? null,
  };
}

function bandOf({ atMs, forMs, fault }: ScheduledFault, end: number): Band {
  const from = atMs / 1_000;
  const to = forMs === null ? end : Math.min(end, from + forMs / 1_000);
  return { from, to: MOMENTARY.has(fault.kind) ? from : to, label: describeFault(fault) };
}

/** They happen at a moment and do not last. */
const MOMENTARY: ReadonlySet<string> = new Set(['controller-crash', 'foreign-push']);

function marksOf(decisions: readonly NumberedEvent[], { bins }: Series): readonly Mark[] {
  const first = bins[0]?.second ?? 0;
  return decisions
    .filter(({ event }) => event.atMs / 1_000 >= first)
    .map(({ name, event }) => {
      const { atMs, kind, message } = event;
      return { at: atMs / 1_000, name, label: message, tone: toneOf(kind) };
    });
}

const TONES: Readonly<Partial<Record<EventKind, Tone>>> = {
  'target-ejected': 'bad',
  'region-evacuated': 'bad',
  'evacuation-undone': 'bad',
  'failback-aborted': 'bad',
  'capacity-short': 'bad',
  'ejection-refused': 'bad',
  'evacuation-refused': 'bad',
  'write-failed': 'bad',
  'write-refused': 'bad',
  'telemetry-stale': 'bad',
  'foreign-write': 'bad',
  'target-readmitted': 'good',
  'failback-step': 'good',
  'failback-done': 'good',
  'telemetry-fresh': 'good',
};

export function toneOf(kind: EventKind): Tone {
  return TONES[kind] ?? 'plain';
}
