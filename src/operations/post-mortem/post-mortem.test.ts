/** A post-mortem of an invented incident: its figures are those of what was kept. */

import { describe, expect, test } from 'vitest';

import { differencesOf } from '../../../test/support/catalogues.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { AuditEntry } from '../../model/audit.ts';
import type { Numbered, Sample, ServiceSample } from '../../model/history.ts';
import type { PostMortem } from '../../model/post-mortem.ts';
import { renderPostMortem } from './compose.ts';
import { createTally, type TalliedService } from './tally.ts';
import { DUTCH } from './words/dutch.ts';
import { ENGLISH } from './words/english.ts';

const T0 = Date.UTC(2026, 2, 1, 10, 0, 0);
const STEP_MS = 10_000;

function step(n: number, changes: Partial<ServiceSample>): Sample {
  const plain: ServiceSample = {
    service: 'productAPI',
    requests: 1_000,
    failed: 0,
    shed: 0,
    badSeconds: 0,
    p50Ms: 10,
    p99Ms: 40,
    shares: { 'eu-west': 1 },
    budgetLeftRatio: 0.9,
  };
  return { atMs: T0 + n * STEP_MS, stepMs: STEP_MS, services: [{ ...plain, ...changes }] };
}

function event(id: number, atMs: number, changes: Partial<ControlEvent>): Numbered<ControlEvent> {
  const plain: ControlEvent = {
    atMs: T0 + atMs,
    kind: 'weights-written',
    upstream: 'productapi-upstream',
    region: null,
    target: null,
    message: '2 weights written | <b>.',
    evidence: {},
  };
  return { id, entry: { ...plain, ...changes } };
}

interface Kept extends Pick<PostMortem, 'settings' | 'sinceMs' | 'untilMs'> {
  readonly services: readonly TalliedService[];
  readonly samples: readonly Sample[];
  readonly events: readonly Numbered<ControlEvent>[];
  readonly audit: readonly Numbered<AuditEntry>[] | null;
}

function factsOf({ services, samples, events, audit, ...rest }: Kept): PostMortem {
  const tally = createTally(services, rest);
  for (const sample of samples) tally.addSample(sample);
  for (const event of events) tally.addEvent(event);
  return {
    version: 1,
    strategy: 'webshop',
    service: null,
    madeAtMs: rest.untilMs,
    madeBy: 'ann',
    ...rest,
    ...tally.result(),
    deeds: audit,
    deedCount: audit?.length ?? 0,
    isCut: false,
  };
}

const tries = { errors: 0, overload: 0, timeouts: 0, connectFailures: 0 };
const record: Kept = {
  sinceMs: T0,
  untilMs: T0 + 60_000,
  services: [
    { service: 'productAPI', upstream: 'productapi-upstream' },
    { service: 'idleAPI', upstream: 'idleapi-upstream' },
  ],
  samples: [
    step(0, {}),
    step(1, { failed: 400, badSeconds: 6, failedTries: { 'eu-west': { ...tries, errors: 500 } } }),
    step(2, { failed: 100, shed: 20, badSeconds: 2, p99Ms: 900, budgetLeftRatio: 0.7 }),
    step(3, { failed: 10, budgetLeftRatio: 0.69 }),
  ],
  events: [
    event(6, 12_000, { kind: 'evacuation-refused', region: 'eu-west', message: 'No room.' }),
    event(7, 13_000, { kind: 'region-evacuated', region: 'eu-west', message: 'Lost.' }),
    event(8, 13_200, {}),
    event(9, 14_000, { upstream: 'other-upstream', message: 'of another service' }),
  ],
  audit: [
    {
      id: 1,
      entry: {
        atMs: T0 + 20_000,
        by: 'ann',
        role: 'operator',
        via: 'cli',
        action: 'override.set',
        outcome: 'done',
        message: 'ann froze productAPI.',
        details: {},
      },
    },
  ],
  settings: [
    { path: 'services.productAPI.failback.hold', value: '2m', isDefault: true, source: 'doubles' },
    { path: 'services.productAPI.health.interval', value: '2s', isDefault: false, source: null },
  ],
};

test('sums what was lost, by cause, and times detection and action from the first bad step', () => {
  const { services, refusals, decisions } = factsOf(record);
  expect(services).toHaveLength(1);
  expect(services[0]).toMatchObject({
    requests: 4_000,
    failed: 510,
    shed: 20,
    badSeconds: 8,
    budgetBefore: 0.9,
    budgetAfter: 0.69,
    worstP99Ms: 900,
    causes: [{ region: 'eu-west', kind: 'errors', tries: 500 }],
  });
  const { times } = services[0] ?? {};
  expect(times).toMatchObject({ beganMs: T0 + STEP_MS, overMs: T0 + 3 * STEP_MS });
  expect([times?.detected?.id, times?.acted?.id]).toEqual([6, 8]);
  expect(refusals.map(({ id }) => id)).toEqual([6]);
  expect(decisions.map(({ id }) => id)).toEqual([6, 7, 8]);
});

test('an incident that goes on, or that nothing was decided about, is an open question', () => {
  const samples = record.samples.slice(0, 3);
  const open = { ...record, events: [], samples, untilMs: T0 + 3 * STEP_MS };
  const silent = { ...open, untilMs: T0 + 10 * STEP_MS };
  expect(factsOf(silent).services[0]?.times?.overMs).toBe(T0 + 3 * STEP_MS);
  expect(factsOf(open).services[0]?.times).toMatchObject({ detected: null, overMs: null });
  const text = renderPostMortem(factsOf(open), { language: 'en', format: 'md' });
  expect(text).toContain('Is it over?');
  expect(text).toContain('nothing was decided about it');
});

describe('the report', () => {
  const text = renderPostMortem(factsOf(record), { language: 'en', format: 'md' });

  test('begins with what was lost, and every figure leads to its source', () => {
    expect(text).toContain('# Post-mortem of webshop');
    expect(text).toMatch(
      /\*\*productAPI\*\*: 510\u2009² of 4,000\u2009¹ requests were lost \(12\.75 %\u2009³\)/,
    );
    expect(text).toMatch(/\| +2 +\| Lost +\| sum over the steps .*samples\.failed` \(4 × 10 s\)/);
  });

  test('tells who decided what, with numbers for explain, and what was refused', () => {
    expect(text).toMatch(/10:00:12 +\| +#6 +\| evacuation-refused +\| No room\./);
    expect(text).toContain('ann (operator, cli)');
    expect(text).toMatch(/productAPI\.health\.interval +\| 2s +\| set in the strategy/);
    expect(text).not.toContain('of another service');
  });

  test('is one HTML file in Dutch too, and nothing in it is read as markup', () => {
    const html = renderPostMortem(factsOf(record), { language: 'nl', format: 'html' });
    expect(html).toContain('<html lang="nl">');
    expect(html).toContain('Wat Ballast niet deed, en waarom');
    expect(html).toContain('&lt;b&gt;');
    expect(html).not.toMatch(/https?:\/\/|<script|\{\w+\}/);
  });

  test('of nothing kept says so', () => {
    const empty = { ...record, samples: [], events: [], audit: null };
    const nothing = renderPostMortem(factsOf(empty), { language: 'en', format: 'md' });
    expect(nothing).toContain('Nothing was kept of this span');
    expect(nothing).toContain('ask an operator');
  });
});

test('both languages say the same', () => {
  expect(differencesOf(ENGLISH, DUTCH)).toEqual([]);
});
