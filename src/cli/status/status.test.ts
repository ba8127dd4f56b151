import { describe, expect, test } from 'vitest';

import type { StatusSnapshot } from '../../model/status.ts';
import type { Explanation } from '../../operations/contract.ts';
import {
  NOW,
  regionStatus,
  statusSnapshot,
  targetStatus,
} from '../../../test/support/status-fixture.ts';
import { pageSize } from '../terminal.ts';
import { renderExplanation } from './render-explanation.ts';
import { renderScreen } from './render-screen.ts';
import { renderStatus } from './render-status.ts';

test('all of it has wanted, applied and observed shares, and a line per target', () => {
  const text = renderStatus(statusSnapshot([regionStatus()]), { found: [], nowMs: NOW });
  expect(text).toContain('webshop: healthy; mode act, last tick 0.4s ago, 3 weight writes since');
  expect(text).toContain('99 % wanted, 99 % applied, observed 99 %');
  expect(text).toMatch(
    /10\.0\.0\.1:8080 +in +probe good, Kong up +weight 9900, 22\/s, 0 % failing/,
  );
});

test('a weight that Kong does not have yet is seen', () => {
  const weights = [
    { gateway: 'kong-eu', desired: 0, applied: 0, observed: [{ nodeId: 'n', weight: 3_300 }] },
  ];
  const regions = [regionStatus({ targets: [targetStatus({ weights })] })];
  const text = renderStatus(statusSnapshot(regions), { found: [], nowMs: NOW });
  expect(text).toContain('weight 0 (3300 in Kong)');
});

describe('one screen', () => {
  const size = { columns: 80, rows: 24 };
  const regions = [regionStatus(), regionStatus({ region: 'eu-north', roomRps: 240 })];
  const shop = (count: number, uneasy: readonly number[] = []): StatusSnapshot => {
    const plain = statusSnapshot(regions);
    const [one] = plain.upstreams;
    const upstreams = Array.from({ length: count }, (_, n) => ({
      ...one,
      service: `service-${n}`,
      failingRatio: uneasy.includes(n) ? 0.2 : 0,
      budget: { leftRatio: 0.93, burn: { '1h': 0.2 } },
    }));
    return { ...plain, upstreams } as StatusSnapshot;
  };
  const render = (snapshot: StatusSnapshot, findings: readonly string[] = []) =>
    renderScreen({ snapshot, findings, nowMs: NOW, size }).trimEnd().split('\n');

  test('shows three services in two regions whole, with shares, room and budget', () => {
    const lines = render(shop(3), ['something']);
    expect(lines.length).toBeLessThan(24);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines).toContain('service-2  67/s, 0 % failing, budget 93 % left (burn 0.2)');
    expect(lines.at(-1)).toMatch(/^ {2}eu-north +healthy 1m30s +99 % +22 of 240\/s +1\/1 in$/);
  });

  test('a learnt limit below what is stated is the room, and says so', () => {
    const snapshot = statusSnapshot([regionStatus({ roomRps: 340, limitRps: 17 })]);
    const lines = render(snapshot);
    expect(lines.at(-1)).toContain('22 of 17/s (shown; 340/s stated)');
    const above = render(statusSnapshot([regionStatus({ roomRps: 340, limitRps: 400 })]));
    expect(above.at(-1)).toMatch(/22 of 340\/s +1/);
  });

  test('the columns have names, and nothing is cut where no terminal is', () => {
    const findings = ['own probes '.repeat(20)];
    const input = { snapshot: shop(1), findings, nowMs: NOW, size: pageSize() };
    const lines = renderScreen(input).split('\n');
    expect(lines).toContain(`! ${findings[0]}`);
    expect(lines[3]).toMatch(
      /^ {2}region +state, since +share of traffic +load of room +targets in$/,
    );
  });

  test('of many it shows those that need attention, and counts the others', () => {
    const lines = render(shop(200, [150]));
    expect(lines.length).toBeLessThan(24);
    expect(lines[3]).toContain('service-150  67/s, 20 % failing');
    expect(lines.at(-1)).toMatch(/^… and \d+ that are well \(--all\)$/);
    const many = render(
      shop(
        200,
        Array.from({ length: 50 }, (_, n) => n),
      ),
      Array(30).fill('x'),
    );
    expect(many.length).toBeLessThan(24);
    expect(many.at(-1)).toMatch(/more that need attention, 150 that are well/);
    expect(many.filter((line) => line === '! x')).toHaveLength(5);
  });

  test('has the levers in force and how fresh the news is', () => {
    const lever = {
      id: 'a',
      lever: { kind: 'evacuate', region: 'eu-west', overMs: 0 },
      services: null,
      origin: 'person',
      by: 'ann',
      reason: 'new racks',
      atMs: NOW - 1_000,
      untilMs: NOW + 3_600_000,
      isForced: false,
    } as const;
    const signals = [{ signal: 'logs', atMs: NOW - 2_000, limitMs: 180_000 }];
    const lines = render({ ...shop(1), overrides: [lever], signals });
    expect(lines[1]).toContain('newest news: logs 2s');
    expect(lines[2]).toBe('* lever evacuate eu-west by ann, 1h left: new racks');
  });
});

test('an explanation says why, what would change it, and what was decided', () => {
  const explanation: Explanation = {
    subject: 'eu-west',
    kind: 'region',
    sentences: ['It is out.'],
    wouldChange: ['The hold ends in 30s.'],
    events: [1, 2].map((n) => ({
      atMs: NOW - n,
      kind: 'region-evacuated',
      upstream: 'u',
      region: 'eu-west',
      target: null,
      message: `move ${n}`,
      evidence: { failingRatio: 1 },
    })),
  };
  const text = renderExplanation(explanation, { limit: 1, verbose: true, nowMs: NOW });
  expect(text).toContain('eu-west\n  It is out.\n\nWhat would change it\n  The hold ends in 30s.');
  expect(text).toContain('region-evacuated: move 1\n            {"failingRatio":1}');
  expect(text).toContain('… and 1 other ones (--limit)');
});
