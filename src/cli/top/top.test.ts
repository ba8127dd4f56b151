/** Frames at several sizes, keys as data, and the loop on injected streams. */

import { PassThrough } from 'node:stream';
import pico from 'picocolors';
import { describe, expect, test } from 'vitest';

import {
  NOW,
  regionStatus,
  statusSnapshot,
  targetStatus,
} from '../../../test/support/status-fixture.ts';
import type { StatusReport } from '../../operations/contract.ts';
import { type FrameInput, topFrame } from './frame.ts';
import { runTop } from './run-top.ts';
import { openTerminalScreen } from './terminal-screen.ts';
import { FIRST_VIEW, pressKey, type TopView } from './view.ts';

function report(count: number, changes: Partial<StatusReport> = {}): StatusReport {
  const plain = statusSnapshot([regionStatus(), regionStatus({ region: 'eu-north' })]);
  const [one] = plain.upstreams;
  if (one === undefined) throw new Error('The fixture has a service.');
  const upstreams = Array.from({ length: count }, (_, n) => ({
    ...one,
    service: `service-${String(n).padStart(3, '0')}`,
    demandRps: n,
    failingRatio: n === 7 ? 0.3 : 0,
  }));
  const snapshot = { ...plain, upstreams };
  return { healthy: true, running: true, findings: [], snapshot, ...changes };
}

const colors = pico.createColors(false);
const frame = (changes: Partial<FrameInput>) =>
  topFrame({
    report: report(3),
    events: [],
    view: FIRST_VIEW,
    size: { columns: 80, rows: 24 },
    nowMs: NOW,
    colors,
    failure: null,
    ...changes,
  });

const SIZES = [
  { columns: 40, rows: 10 },
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
];

describe('a frame', () => {
  test.each(SIZES)('fits %o, with many services, findings and any view', (size) => {
    const findings = Array.from({ length: 40 }, (_, n) => `finding ${n} ${'x'.repeat(200)}`);
    const many = report(1_000, { findings, healthy: false });
    const views: Partial<TopView>[] = [
      {},
      { selected: 999 },
      { isHelp: true },
      { detail: 'service-007', scroll: 99 },
      { filter: 'nobody' },
      { isTyping: true },
    ];
    for (const view of views) {
      const lines = frame({ report: many, size, view: { ...FIRST_VIEW, ...view } });
      expect(lines.length).toBeLessThan(size.rows);
      expect(lines.filter((line) => line.length > size.columns)).toEqual([]);
    }
  });

  test('begins with what needs attention, and says how old it is', () => {
    const lines = frame({ report: report(20) });
    expect(lines[0]).toContain('webshop  healthy  mode act, tick 0.4s ago, 3 writes');
    expect(lines[1]).toMatch(/^SERVICE +STATE +DEMAND +FAILING +BUDGET +REGIONS/);
    expect(lines[2]).toMatch(/^service-007 +ok +7\/s +30 %/);
  });

  test('sorts and filters', () => {
    const sorted = frame({ report: report(20), view: { ...FIRST_VIEW, sort: 'demand' } });
    expect(sorted[2]).toContain('service-019');
    const filtered = frame({ report: report(20), view: { ...FIRST_VIEW, filter: 'E-01' } });
    expect(filtered.filter((line) => line.startsWith('service-0'))).toHaveLength(10);
  });

  test('of one service has regions, targets, weights and its newest decisions', () => {
    const regions = [
      regionStatus({ phase: 'evacuated', holdUntilMs: NOW + 30_000 }),
      regionStatus({ region: 'eu-north', targets: [targetStatus({ trimRatio: 0.5 })] }),
    ];
    const snapshot = statusSnapshot(regions);
    const lines = frame({
      size: { columns: 200, rows: 50 },
      report: { ...report(0), snapshot },
      view: { ...FIRST_VIEW, detail: 'productAPI' },
      events: [
        {
          atMs: NOW,
          kind: 'region-evacuated',
          upstream: 'productapi-upstream',
          region: 'eu-west',
          target: null,
          message: 'Lost.',
          evidence: {},
        },
      ],
    });
    const text = lines.join('\n');
    expect(text).toMatch(/eu-west +evacuated 1m30s .*kong-eu 99 %\n {2}hold ends in 30s/);
    expect(text).toMatch(
      /10\.0\.0\.1:8080 +in, trimmed to 50 % +22\/s, 0 % failing, 13 ms +weight 9900\n/,
    );
    expect(text).toContain('region-evacuated: Lost.');
  });

  test('that is no terminal’s has all services and no foot', () => {
    const lines = frame({ report: report(300), isWhole: true });
    expect(lines.filter((line) => line.startsWith('service-'))).toHaveLength(300);
    expect(lines.join('\n')).not.toContain('q quit');
  });
});

describe('a key', () => {
  const context = { services: ['a', 'b', 'c'], page: 10 };
  const press = (...names: string[]) =>
    names.reduce<TopView>((view, name) => {
      const text = name.length === 1 ? name : '';
      return pressKey(view, { name, text, ctrl: false }, context);
    }, FIRST_VIEW);

  test.each<[string[], Partial<TopView>]>([
    [['s'], { sort: 'name' }],
    [['s', 's', 's', 's', 's'], { sort: 'attention' }],
    [['down', 'j', 'return'], { detail: 'c' }],
    // A page down from the first line goes beyond the end: the last one is meant.
    [['pagedown', 'return'], { detail: 'c' }],
    [['return', 'down', 'down'], { detail: 'a', scroll: 2 }],
    [['return', 'escape'], { detail: null }],
    [['/', 'q', 's', 'backspace', 'x', 'return'], { filter: 'qx', isTyping: false }],
    [['/', 'q', 'escape'], { filter: '', isTyping: false, isOver: false }],
    [['p'], { isPaused: true }],
    [['p', 'space'], { isPaused: false }],
    [['?'], { isHelp: true }],
    [['q'], { isOver: true }],
  ])('%j changes the view', (names, expected) => {
    expect(press(...names)).toMatchObject(expected);
  });

  test('Ctrl-C ends it, also while typing', () => {
    const typing = { ...FIRST_VIEW, isTyping: true };
    expect(pressKey(typing, { name: 'c', text: '\u0003', ctrl: true }, context).isOver).toBe(true);
  });
});

test('the loop draws, survives a failed read, heeds keys, and gives the terminal back', async () => {
  const input = Object.assign(new PassThrough(), {
    isTTY: true as const,
    setRawMode: (isRaw: boolean) => {
      modes.push(isRaw);
      return input as never;
    },
  });
  const modes: boolean[] = [];
  const output = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  let written = '';
  output.on('data', (chunk: Buffer) => {
    written += chunk.toString('utf8');
  });
  const screen = openTerminalScreen(input as never, output as never);
  let reads = 0;
  await runTop({
    read: () => {
      reads += 1;
      return reads === 2
        ? Promise.reject(new Error('The store is away.'))
        : Promise.resolve({ report: report(3), events: [] });
    },
    clock: {
      nowMs: () => NOW,
      async sleep() {
        await new Promise((resolve) => setImmediate(resolve));
        if (reads === 1) input.write('s');
        if (reads === 3) input.write('q');
        await new Promise((resolve) => setImmediate(resolve));
      },
    },
    signal: new AbortController().signal,
    screen,
    colors,
  });
  screen.close();
  expect(written).toContain('service-002');
  expect(written).toContain('services by name');
  expect(written).toContain('! The store is away.');
  expect(written.startsWith('\u001B[?1049h')).toBe(true);
  expect(written.endsWith('\u001B[?1049l')).toBe(true);
  expect(modes).toEqual([true, false]);
  expect(reads).toBe(3);
});
