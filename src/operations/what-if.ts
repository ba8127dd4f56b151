/**
 * A scenario of the library, simulated with the user's strategy from the state as it is now: with
 * Ballast, and with nobody steering. Changes nothing, writes nothing.
 */

import type { WhatIfResult } from '../model/what-if.ts';
import type { Scenario } from '../simulator/contract.ts';
import { findMisfits } from '../simulator/scenario/fit.ts';
import { titleIn } from '../simulator/words/scenario-titles.ts';
import { type Actor, hasRole } from './actor.ts';
import type { WhatIfOperations } from './contract.ts';
import { operationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';
import { operationEnglish, sayOperation } from './speech.ts';
import { whatIfIn } from './what-if/in-language.ts';
import { readScenarios } from './what-if/library.ts';
import { runInWorker } from './what-if/run-in-worker.ts';
import { beginningOf } from './what-if/start-state.ts';

const WHAT_IF_MIN_MS = 1_000;
const WHAT_IF_MAX_MS = 3_600_000;

type Request = Parameters<WhatIfOperations['run']>[1];

export function createWhatIfOperations(ports: LocalPorts): WhatIfOperations {
  const { language = 'en' } = ports;
  let isRunning = false;
  return {
    async scenarios() {
      const fitting = (await readScenarios()).filter(
        (scenario) => findMisfits(scenario, ports.strategy).length === 0,
      );
      return fitting.map(({ name, title }) => ({ name, title: titleIn(title, language) }));
    },
    async run(actor, request) {
      checkActor(actor);
      checkRequest(request);
      if (isRunning) {
        const message = sayOperation('simulation-runs');
        throw operationError('conflict', { message, fix: sayOperation('fix-simulation-runs') });
      }
      isRunning = true;
      try {
        return whatIfIn(await simulated(ports, request), language);
      } finally {
        isRunning = false;
      }
    },
  };
}

async function simulated(ports: LocalPorts, request: Request): Promise<WhatIfResult> {
  const { strategy, store, clock } = ports;
  const startedMs = performance.now();
  const { scenario: name, seed, durationMs } = request;
  const found = await scenarioNamed(name, ports);
  const snapshot = await store.readSnapshot();
  if (snapshot === null) {
    const message = sayOperation('no-state-to-begin');
    throw operationError('unavailable', { message, fix: sayOperation('fix-no-state-to-begin') });
  }
  const { warmUpMs } = found;
  const beginning = beginningOf(strategy, snapshot, { nowMs: clock.nowMs(), warmUpMs });
  const { start, faults, taken, assumed } = beginning;
  const scenario = { ...found, durationMs, faults: [...faults, ...found.faults] };
  const signal = request.signal ?? new AbortController().signal;
  const answer = await runInWorker({ input: { scenario, strategy, seed, start } }, { signal });
  return {
    scenario: name,
    title: found.title,
    seed,
    warmUpMs,
    durationMs,
    ...answer,
    taken: taken.map(operationEnglish),
    assumed: assumed.map(operationEnglish),
    said: { taken, assumed },
    tookMs: Math.round(performance.now() - startedMs),
    ...budgetOf(strategy),
  };
}

/** Of the service that may lose the least. */
function budgetOf({ services }: LocalPorts['strategy']): Pick<WhatIfResult, 'budget'> {
  const allowances = services.map(({ objective: { availabilityRatio, windowMs } }) => {
    const allowedMs = (1 - availabilityRatio) * windowMs;
    return { allowedSeconds: Number((allowedMs / 1_000).toPrecision(6)), windowMs };
  });
  const [strictest] = allowances.toSorted((a, b) => a.allowedSeconds - b.allowedSeconds);
  return strictest === undefined ? {} : { budget: strictest };
}

async function scenarioNamed(name: string, { strategy }: LocalPorts): Promise<Scenario> {
  const scenario = (await readScenarios()).find((one) => one.name === name);
  if (scenario === undefined) {
    const message = sayOperation('no-such-scenario', { name });
    throw operationError('not-found', { message, fix: sayOperation('fix-no-such-scenario') });
  }
  const misfits = findMisfits(scenario, strategy);
  if (misfits.length === 0) return scenario;
  const message = sayOperation('scenario-misfit', { name, misfits });
  throw operationError('invalid', { message, fix: sayOperation('fix-scenario-misfit') });
}

function checkActor(actor: Actor): void {
  if (hasRole(actor, 'operator')) return;
  const message = sayOperation('simulation-not-for-you');
  throw operationError('forbidden', { message, fix: sayOperation('fix-simulation-token') });
}

function checkRequest({ seed, durationMs }: Request): void {
  const isTime = durationMs >= WHAT_IF_MIN_MS && durationMs <= WHAT_IF_MAX_MS;
  if (isTime && Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return;
  const message = sayOperation('simulation-out-of-range');
  throw operationError('invalid', { message, fix: sayOperation('fix-simulation-range') });
}
