/**
 * The driller: looks whether it may, writes down how it all ends, injects, watches every second, takes
 * the fault back, waits until all is as before, and reports.
 *
 * Invariants: the end and the undoing are in the store before the fault is; nothing is marked or
 * injected once another process has taken the drill over; whatever ends it, the undoing runs and is
 * read back, and what could not be undone is left in the store for the warden and said loudly.
 */

import type { ActiveDrill } from '../model/drill.ts';
import type { DrillReason, DrillReport, PreCheck, SteadyReading } from '../model/drill-report.ts';
import { type OperationError, operationError } from '../operations/operation-error.ts';
import { sayOperation } from '../operations/speech.ts';
import { arm, changeOwn, letGo } from './active.ts';
import { buildReport } from './build-report.ts';
import { type FaultPlan, manualCommands, planFault } from './faults.ts';
import { gatherFacts } from './gather-facts.ts';
import { holdFault } from './hold-fault.ts';
import { inject } from './inject.ts';
import { keepReport, previousReport, tellStart } from './keep-report.ts';
import { createOuterReader } from './outer-weights.ts';
import { blastRatio, checkBefore } from './pre-checks.ts';
import { createRecorder, isAsBefore } from './recorder.ts';
import { beat, type DrillerPorts, type DrillOptions, endOf, type Run } from './running.ts';
import { placesOf } from './scope.ts';
import { failedRatioOf, sumOf } from './seconds.ts';
import { baselineOf } from './timeline.ts';
import { toldAs, undoAll, type UndoPorts, type UndoResult } from './undo.ts';

/** Between two looks. */
const SECOND_MS = 1_000;
/** After its planned end the warden waits this long for the driller to come to it. */
const EXPIRY_MARGIN_MS = 3_000;
const UNDO_FOR_MS = 30_000;

/** Throws an `OperationError` when it is refused; the report tells everything else. */
export async function runDrill(options: DrillOptions, ports: DrillerPorts): Promise<DrillReport> {
  const { held } = await beginDrill(options, ports);
  return await held;
}

export interface BegunDrill {
  /** As it was written down. */
  readonly active: ActiveDrill;
  /** Settles when all is over. */
  readonly held: Promise<DrillReport>;
}

/** Resolves once it is armed; throws an `OperationError` when it is refused. */
export async function beginDrill(options: DrillOptions, ports: DrillerPorts): Promise<BegunDrill> {
  const { drill, strategy } = options;
  const { store, clock } = ports;
  const isServed = options.via === 'api';
  const facts = await gatherFacts({ drill, strategy, isServed }, ports);
  const preChecks = checkBefore(facts);
  refuse(preChecks);
  const id = `drill-${ports.newId().slice(0, 13)}`;
  const context = { drill, strategy, id, by: options.by, newId: ports.newId };
  const plan = planFault({ ...context, nowMs: clock.nowMs() });
  const active = newActive({ id, plan, options, ports });
  const other = await arm(store, active);
  if (other !== null) throw inTheWay(other);
  await tellStart(active, ports);
  const places = placesOf(drill, strategy);
  const readOuter = createOuterReader({ places, strategy }, ports);
  const since = { sinceMs: active.atMs, readOuter };
  const recorder = createRecorder({ store, strategy, places, ...since });
  const run: Run = { options, ports, recorder, active, plan };
  const known = { preChecks, trafficRatio: blastRatio(facts.seconds, drill) };
  return { active, held: holdArmed(run, known) };
}

interface Known {
  readonly preChecks: readonly PreCheck[];
  readonly trafficRatio: number | null;
}

async function holdArmed(run: Run, known: Known): Promise<DrillReport> {
  const { ports, plan, active } = run;
  try {
    return await runArmed(run, known);
  } catch (error) {
    // Ours or the store's: what was injected is taken back before anybody hears of it.
    await undoAll(plan.undo, ports, { forMs: UNDO_FOR_MS });
    await letGo(ports.store, active.id);
    throw error;
  }
}

async function runArmed(run: Run, known: Known): Promise<DrillReport> {
  const { options, ports, recorder, active } = run;
  const steady = await watchSteady(run);
  const fault =
    steady.ended === null ? await injectAndHold(run) : { ...NEVER, ended: steady.ended };
  const { undone } = fault;
  if (undone.restored && fault.faultAtMs !== null) await watchReturn(run, fault);
  const endedAtMs = ports.clock.nowMs();
  const report = buildReport({
    active,
    strategy: options.strategy,
    ballastVersion: options.ballastVersion,
    hash: ports.hash,
    evidence: { ...fault, ...recorder },
    ...known,
    steady: steady.reading,
    ended: fault.ended,
    restore: { ...undone, by: options.holder, manual: undone.restored ? [] : active.manual },
    endedAtMs,
    previous: await previousReport(options.drill.name, ports),
  });
  if (undone.restored) await letGo(ports.store, active.id);
  else await changeOwn(ports.store, active, { phase: 'unrestored', heartbeatAtMs: 0 });
  await keepReport(report, ports);
  return report;
}

const NOTHING_UNDONE: UndoResult = {
  restored: true,
  attempts: 0,
  ...toldAs({ verified: [], failures: [] }),
};

/** Waits until the steady state has been seen for as long as asked, or says why not. */
async function watchSteady(
  run: Run,
): Promise<{ readonly reading: SteadyReading; readonly ended: DrillReason | null }> {
  const { options, ports, recorder } = run;
  const { steady } = options.drill;
  const { clock } = ports;
  const untilMs = clock.nowMs() + steady.forMs;
  let ended: DrillReason | null = null;
  while (clock.nowMs() < untilMs && ended === null) {
    await clock.sleep(SECOND_MS, options.signal);
    await recorder.poll();
    const own = await beat(run, 'step-steady');
    ended = endOf(own, options);
  }
  const { requests, failed, p99Ms } = sumOf(recorder.seconds);
  const failedRatio = failedRatioOf({ requests, failed });
  const isFast = steady.p99Ms === null || (p99Ms ?? 0) <= steady.p99Ms;
  const passed =
    requests >= steady.minRequests && failedRatio <= steady.failedRatio && isFast && ended === null;
  const reading = { requests, failedRatio, p99Ms, passed };
  if (passed) return { reading, ended: null };
  const values = { requests, needed: steady.minRequests, failedRatio, p99Ms: p99Ms ?? 'none' };
  return { reading, ended: ended ?? { code: 'steady-not-reached', values } };
}

interface Held {
  readonly faultAtMs: number | null;
  readonly faultEndAtMs: number | null;
  readonly ended: DrillReason | null;
  readonly undone: UndoResult;
}

async function injectAndHold(run: Run): Promise<Held> {
  const { options, ports, active, plan } = run;
  const { clock, store } = ports;
  const faultAtMs = clock.nowMs();
  const expiresAtMs = faultAtMs + options.drill.durationMs + EXPIRY_MARGIN_MS;
  const own = await changeOwn(store, active, {
    phase: 'fault',
    faultAtMs,
    expiresAtMs,
    heartbeatAtMs: faultAtMs,
  });
  if (own === null) return { ...NEVER, ended: { code: 'driller-died', values: {} } };
  const failure = await inject(plan.inject, ports, options.signal);
  const ended: DrillReason | null =
    failure === null
      ? await holdFault(run, { faultAtMs })
      : { code: 'fault-not-injected', values: { why: failure } };
  const faultEndAtMs = clock.nowMs();
  await changeOwn(store, active, { phase: 'restoring', heartbeatAtMs: faultEndAtMs });
  const undone = await undoWhileBeating(run);
  return { faultAtMs, faultEndAtMs, ended, undone };
}

const NEVER = { faultAtMs: null, faultEndAtMs: null, undone: NOTHING_UNDONE };

/** The signal does not stop this: Ctrl-C is a wish to restore. */
async function undoWhileBeating(run: Run): Promise<UndoResult> {
  const { ports, plan } = run;
  const beating = new AbortController();
  const beats = (async () => {
    while (!beating.signal.aborted) {
      await beat(run, 'step-restoring');
      await ports.clock.sleep(SECOND_MS, beating.signal);
    }
  })();
  const undone = await undoAll(plan.undo, ports satisfies UndoPorts, { forMs: UNDO_FOR_MS });
  beating.abort();
  await beats;
  return undone;
}

/** Until the shares are those of before; a person may end the waiting, nothing depends on it. */
async function watchReturn(run: Run, { faultAtMs }: Held): Promise<void> {
  const { options, ports, recorder, active } = run;
  const { clock, store } = ports;
  const before = baselineOf(recorder.shares, faultAtMs ?? 0);
  const sinceMs = clock.nowMs();
  const untilMs = sinceMs + options.drill.expect.restoredAfterMs + MARKS_SETTLE_MS;
  await changeOwn(store, active, { phase: 'watching' });
  const settleMs = run.plan.isReasserted ? MARKS_SETTLE_MS : SETTLE_MS;
  let quietSinceMs: number | null = null;
  while (clock.nowMs() < untilMs && !options.signal.aborted) {
    await clock.sleep(SECOND_MS, options.signal);
    await recorder.poll();
    const own = await beat(run, 'step-returning');
    // What was asked for before has ended the fault; asked for now it ends the waiting.
    if (own === null || (own.abort?.atMs ?? 0) > sinceMs) return;
    const newest = recorder.shares.at(-1);
    const isBack = before !== null && newest !== undefined && isAsBefore(newest, before);
    quietSinceMs = isBack ? (quietSinceMs ?? clock.nowMs()) : null;
    if (quietSinceMs !== null && clock.nowMs() - quietSinceMs >= settleMs) return;
  }
}

/** Marks may still be on their way to other nodes through Kong's database (33): 4.4 s measured. */
const MARKS_SETTLE_MS = 5_000;
/** Two looks that agree. */
const SETTLE_MS = 2_000;

function newActive(input: {
  readonly id: string;
  readonly plan: FaultPlan;
  readonly options: DrillOptions;
  readonly ports: DrillerPorts;
}): ActiveDrill {
  const { id, plan, options, ports } = input;
  const { drill, by, via, holder } = options;
  const nowMs = ports.clock.nowMs();
  const adminUrlOf = (name: string) =>
    ports.gateways.find((gateway) => gateway.name === name)?.adminUrl ?? name;
  return {
    version: 1,
    id,
    drill,
    phase: 'armed',
    by,
    via,
    holder,
    atMs: nowMs,
    faultAtMs: null,
    expiresAtMs: nowMs + drill.steady.forMs + drill.durationMs + 2 * EXPIRY_MARGIN_MS,
    heartbeatAtMs: nowMs,
    undo: plan.undo,
    manual: manualCommands(plan.undo, adminUrlOf),
    abort: null,
    progress: null,
  };
}

function refuse(preChecks: readonly PreCheck[]): void {
  const failed = preChecks.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  const found = failed.map((check) => check.said?.found ?? check.found);
  const fixes = failed.flatMap((check) => check.said?.fix ?? check.fix ?? []);
  throw operationError('refused', {
    message: sayOperation('drill-does-not-begin', { found }),
    fix: sayOperation('fix-drill-does-not-begin', { fixes }),
    details: { reasons: failed.map(({ code }) => code), preChecks },
  });
}

function inTheWay({ id, by }: ActiveDrill): OperationError {
  const message = sayOperation('drill-in-the-way', { id, by });
  return operationError('conflict', { message, fix: sayOperation('fix-drill-in-the-way') });
}
