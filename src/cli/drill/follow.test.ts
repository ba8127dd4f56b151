/** Whoever follows a drill of another process hears how it ends, whatever happens on the way. */

import { expect, test } from 'vitest';
import { createFakeWorld } from '../../../test/drill/support/fake-world.ts';
import { silentLogger } from '../../../test/telemetry/fixtures.ts';
import { createDriller } from '../../drill/driller.ts';
import { createDrillLibrary } from '../../drill/library.ts';
import type { DrillOperations } from '../../operations/contract.ts';
import { createDrillOperations, type CurrentDrill } from '../../operations/drills.ts';
import { OperationError } from '../../operations/operation-error.ts';
import { followDrill } from './follow.ts';

const MARK = `version: 1
name: marks
title: A region is marked
hypothesis: nobody notices
scope: { region: eu-west }
fault: { kind: health-mark }
duration: 20s
steady: { for: 2s, requests: 100 }
expect: { failed: 1%, restoredAfter: 30s }
`;

const actor = { name: 'oscar', role: 'operator', via: 'api' } as const;

/** Begins a drill and follows it; `line.down` is a server that does not answer. */
async function following(work: (desk: Awaited<ReturnType<typeof begin>>) => Promise<void>) {
  const desk = await begin();
  try {
    await work(desk);
  } finally {
    desk.end();
  }
}

async function begin() {
  const world = createFakeWorld();
  const stop = new AbortController();
  world.start(stop.signal);
  await world.clock.pass(3_000);
  const { strategy, ports, clock } = world;
  const library = createDrillLibrary(null);
  const who = { strategy, library, holder: 'api', ballastVersion: '0', logger: silentLogger };
  const driller = createDriller(who, ports);
  const drills = createDrillOperations({ ...ports, strategy, driller });
  const request = { drill: { text: MARK }, choice: {} };
  const { id } = (await clock.until(drills.start(actor, request))) as CurrentDrill;
  const line = { down: false };
  const ctrlC = new AbortController();
  const told: string[] = [];
  const report = followDrill(over(line, drills), clock, {
    id,
    actor,
    signal: ctrlC.signal,
    abortReason: 'Ctrl-C of oscar',
    onProgress: ({ phase }) => told.at(-1) !== phase && told.push(phase),
    onAbort: () => told.push('asked'),
    onSilence: (failure) => told.push(failure === null ? 'back' : 'silent'),
  });
  report.catch(() => undefined);
  return { clock, report, told, line, ctrlC, end: () => stop.abort() };
}

function over(line: { readonly down: boolean }, drills: DrillOperations): DrillOperations {
  const answers = () => {
    if (!line.down) return;
    throw new OperationError('unavailable', 'No answer.', { fix: 'Start it.' });
  };
  return {
    ...drills,
    current: async () => (answers(), await drills.current()),
    report: async (id) => (answers(), await drills.report(id)),
    abort: async (who, asked) => (answers(), await drills.abort(who, asked)),
  };
}

test('it is followed through its phases to its report', async () => {
  await following(async ({ clock, report, told }) => {
    expect(await clock.until(report)).toMatchObject({ verdict: 'SUCCEEDED', by: 'oscar' });
    expect(told.filter((phase) => phase !== 'restoring')).toEqual(['armed', 'fault', 'watching']);
  });
});

test('Ctrl-C asks for its end, once, and the report tells who', async () => {
  await following(async ({ clock, report, told, ctrlC }) => {
    await clock.pass(8_000);
    ctrlC.abort();
    expect(await clock.until(report)).toMatchObject({
      verdict: 'INTERRUPTED',
      reasons: [{ code: 'abort-person', values: { by: 'oscar', why: 'Ctrl-C of oscar' } }],
      restore: { restored: true },
    });
    expect(told.filter((one) => one === 'asked')).toHaveLength(1);
  });
});

test('a server that is away for a while is asked again, and both are told', async () => {
  await following(async ({ clock, report, told, line }) => {
    await clock.pass(8_000);
    line.down = true;
    await clock.pass(30_000);
    line.down = false;
    expect(await clock.until(report)).toMatchObject({ verdict: 'SUCCEEDED' });
    expect(told.filter((one) => ['silent', 'back'].includes(one))).toEqual(['silent', 'back']);
  });
});

test('one that stays away is given up after two minutes', async () => {
  await following(async ({ clock, report, line }) => {
    line.down = true;
    const beganMs = clock.nowMs();
    await expect(clock.until(report)).rejects.toMatchObject({ code: 'unavailable' });
    expect(clock.nowMs() - beganMs).toBeLessThan(130_000);
  });
});
