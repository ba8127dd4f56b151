/** A journal decided again: the same strategy gives the same, another one what it would have done. */

import { beforeAll, describe, expect, test } from 'vitest';
import { strategyFixture } from '../../../test/support/strategy-fixture.ts';
import { createVirtualWorld } from '../../../test/support/virtual-world.ts';
import { createController } from '../../controller/controller.ts';
import { policyOf } from '../../decide/policy.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Logger } from '../../model/ports.ts';
import type { Strategy } from '../../model/strategy.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
import { compareEvents } from './compare-events.ts';
import { type Journal, replayJournal } from './replay-journal.ts';

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };
const strategy = strategyFixture({});

/** Ten seconds of peace, a region that fails in part for half a minute, and two minutes after. */
async function journalOf(): Promise<Journal> {
  const world = createVirtualWorld({ strategy, rps: 67, seed: 5 });
  const store = createMemoryStore({ tickLimit: 1_000 });
  const { telemetry, clock, kong } = world;
  const ports = { kong: { 'kong-eu': kong }, telemetry, clock, store, logger: SILENT };
  const controller = createController({ strategy, ports });
  const run = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      world.advance(1_000);
      await controller.tick();
    }
  };
  await run(10);
  world.setFaults({ 'eu-west': { errorRatio: 0.1 } });
  await run(30);
  world.setFaults({});
  await run(120);
  return {
    ticks: await store.readTicks(1_000),
    decisions: await store.readDecisions(1_000),
    events: await store.readEvents(1_000),
  };
}

/** With a hold that no region of the journal can sit out. */
function withLongHold(): Strategy {
  const services = strategy.services.map((service) => ({
    ...service,
    failback: { ...service.failback, holdMs: 3_600_000, holdMaxMs: 3_600_000 },
  }));
  return { ...strategy, services };
}

let journal: Journal;
beforeAll(async () => {
  journal = await journalOf();
});

describe('every second is in the journal', () => {
  test('the same strategy decides the same', () => {
    const outcome = replayJournal(policyOf(strategy), journal);
    expect(outcome).toMatchObject({ basis: 'ticks', count: 160, missing: [], added: [] });
    expect(outcome?.same.map(({ kind }) => kind)).toContain('region-evacuated');
  });

  test('with a longer hold the evacuation is the same and the return is missing', () => {
    const outcome = replayJournal(policyOf(withLongHold()), journal);
    expect(outcome?.same.map(({ kind }) => kind)).toContain('region-evacuated');
    expect(outcome?.missing.map(({ kind }) => kind)).toContain('failback-step');
    expect(outcome?.added.map(({ kind }) => kind)).not.toContain('failback-step');
  });
});

describe('only the decisions are in the journal', () => {
  test('they are decided again, and it is said', () => {
    const outcome = replayJournal(policyOf(strategy), { ...journal, ticks: [] });
    expect(outcome).toMatchObject({ basis: 'decisions', missing: [], added: [] });
  });

  test('nothing at all is nothing', () => {
    const empty = { ticks: [], decisions: [], events: [] };
    expect(replayJournal(policyOf(strategy), empty)).toBeNull();
  });
});

describe('two journals', () => {
  const event = (atMs: number, changes: Partial<ControlEvent> = {}): ControlEvent => ({
    atMs,
    kind: 'target-ejected',
    upstream: 'a',
    region: 'r',
    target: 't',
    message: '',
    evidence: {},
    ...changes,
  });

  test.each([
    ['a few seconds later', event(1_000), event(6_000), [1, 0, 0]],
    ['minutes later', event(1_000), event(200_000), [0, 1, 1]],
    ['of another target', event(1_000), event(1_000, { target: 'u' }), [0, 1, 1]],
    [
      'another step',
      event(0, { kind: 'failback-step', evidence: { step: 1 } }),
      event(0, { kind: 'failback-step', evidence: { step: 2 } }),
      [0, 1, 1],
    ],
  ])('%s', (_name, before, after, [same, missing, added]) => {
    const compared = compareEvents([before], [after]);
    expect(compared.same).toHaveLength(same ?? 0);
    expect(compared.missing).toHaveLength(missing ?? 0);
    expect(compared.added).toHaveLength(added ?? 0);
  });

  test('one event is not counted twice', () => {
    const compared = compareEvents([event(0), event(1)], [event(2)]);
    expect([compared.same.length, compared.missing.length]).toEqual([1, 1]);
  });
});
