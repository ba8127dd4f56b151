/** Reports over the API hold no command, address or file of the user's. */

import { expect, test } from 'vitest';
import type { DrillFault } from '../../model/drill.ts';
import type { StoredReport } from '../../model/history.ts';
import { withoutCalls } from './without-calls.ts';

const reportOf = (fault: DrillFault): StoredReport => ({
  id: 'd1',
  kind: 'drill',
  atMs: 1,
  title: 't',
  verdict: 'FAILED',
  report: {
    version: 1,
    id: 'd1',
    verdict: 'FAILED',
    timeline: {},
    drill: { name: 'mine', fault },
    restore: { restored: false, manual: ['canary-manual'] },
  },
});

const ends = { timeoutMs: 1, endsAfterMs: null };

test.each<DrillFault>([
  { kind: 'command', run: 'canary-run', undo: 'canary-undo', verify: 'canary-verify', ...ends },
  {
    kind: 'webhook',
    inject: 'http://canary/a',
    undo: 'http://canary/b',
    verify: 'http://canary/c',
    body: 'canary-body',
    tokenFile: '/canary',
    ...ends,
  },
  {
    kind: 'toxiproxy',
    url: 'http://canary:8474',
    proxies: ['product-1'],
    toxic: 'down',
    attributes: {},
    toxicity: 1,
  },
])('of a drill by $kind', (fault) => {
  const told = withoutCalls(reportOf(fault));
  expect(JSON.stringify(told)).not.toContain('canary');
  expect(told).toMatchObject({ id: 'd1', report: { drill: { fault: { kind: fault.kind } } } });
});

test('what Ballast itself does in Kong is shown, and what to type when it is not restored', () => {
  const stored = reportOf({ kind: 'health-mark' });
  expect(withoutCalls(stored)).toBe(stored);
});
