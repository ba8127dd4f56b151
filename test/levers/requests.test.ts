/** What is no sensible request, said all at once and with what was probably meant. */

import { expect, test } from 'vitest';
import type { Lever } from '../../src/model/override.ts';
import type { LeverRequest } from '../../src/operations/contract.ts';
import { actor, ANN, evacuate, failureOf, leverWorld, request } from './lever-world.ts';

const { levers, audit } = leverWorld();
const FREEZE: Lever = { kind: 'freeze' };

function pin(regionShares: Record<string, number>): Lever {
  return { kind: 'pin', regionShares };
}

test.each<[claim: string, Lever, Partial<LeverRequest>, said: string]>([
  ['an unknown region', evacuate('eu-wets'), {}, 'did you mean eu-west?'],
  ['a region like no other', evacuate('mars'), {}, 'there is eu-west, eu-north.'],
  ['an unknown service', FREEZE, { services: ['productApi'] }, 'did you mean productAPI?'],
  ['no services', FREEZE, { services: [] }, 'Name a service'],
  ['an unknown target', { kind: 'drain', target: 'eu-west-1' }, {}, 'did you mean eu-west-1:80?'],
  ['no reason', FREEZE, { reason: '  ' }, 'Say why'],
  ['a reason of a page', FREEZE, { reason: 'x'.repeat(501) }, '500 characters'],
  ['a reason with control characters', FREEZE, { reason: 'a\u001b[2Jb' }, 'one line'],
  ['more than 72 h', FREEZE, { forMs: 72 * 3_600_000 + 1 }, '1s to 72h'],
  ['no time at all', FREEZE, { forMs: 0 }, '1s to 72h'],
  ['a time that is no number', FREEZE, { forMs: Number.NaN }, '1s to 72h'],
  ['a move longer than its time', evacuate('eu-west', 60_000), {}, 'before the move is over'],
  ['shares of 90 %', pin({ 'eu-west': 0.5, 'eu-north': 0.4 }), {}, 'add up to 90 %'],
  ['a share above 100 %', pin({ 'eu-west': 1.5, 'eu-north': -0.5 }), {}, '0 % to 100 %'],
  ['a pin of nothing', { kind: 'pin' }, {}, 'which share goes where'],
])('%s is refused as invalid', async (_claim, lever, changes, said) => {
  const error = await failureOf(levers.preview(request(lever, changes)));
  expect(error.code).toBe('invalid');
  expect(error.message).toContain(said);
});

test('all mistakes are said at once', async () => {
  const wrong = request(evacuate('eu-wets'), { reason: '', forMs: -1, services: ['orders'] });
  const { details } = await failureOf(levers.preview(wrong));
  expect(details['problems']).toHaveLength(4);
});

test('each mistake has its own way on', async () => {
  const short = await failureOf(levers.preview(request(evacuate('eu-west'), { reason: 't' })));
  expect(short.message).toContain('in 3 characters or more');
  expect(short.fix).toContain('--reason');
  expect(short.fix).not.toContain('Names');
  const both = request(evacuate('eu-wets'), { forMs: -1 });
  const { fix } = await failureOf(levers.preview(both));
  expect(fix).toContain('--for 2h');
  expect(fix).toContain('Names are those of the strategy');
});

test.each([
  ['a viewer sets nothing', actor('viewer'), false],
  ['an operator forces nothing', actor('operator'), true],
])('%s, and the attempt is kept', async (_claim, who, force) => {
  const error = await failureOf(levers.set(who, request(FREEZE, { force })));
  expect(error.code).toBe('forbidden');
  expect(await levers.list()).toEqual([]);
  expect((await audit()).at(-1)).toMatchObject({
    by: 'ann',
    role: who.role,
    action: 'override.set',
    outcome: 'refused',
  });
});

test.each<[what: string, () => Promise<unknown>, action: string]>([
  ['end', () => levers.end(actor('viewer'), { id: 'id-1', reason: 'a test' }), 'override.end'],
  [
    'restore',
    () => levers.restore(actor('viewer'), { region: 'eu-west', services: null, reason: 'a test' }),
    'override.restore',
  ],
  ['undo', () => levers.undo(actor('viewer'), { reason: 'a test' }), 'override.undo'],
  [
    'approve',
    () =>
      levers.decide(actor('viewer'), {
        id: 'product/eu-west/failover',
        decision: 'approved',
        reason: 'a test',
      }),
    'approval.approved',
  ],
  [
    'enable',
    () => levers.setMode(actor('viewer'), { mode: 'act', rule: null, reason: 'a test' }),
    'mode.set',
  ],
])('a viewer cannot %s', async (_what, call, action) => {
  expect((await failureOf(call())).code).toBe('forbidden');
  expect((await audit()).at(-1)).toMatchObject({ action, outcome: 'refused' });
});

test('what does not exist cannot be ended, restored, undone or approved', async () => {
  const reason = 'a test';
  const calls = {
    end: levers.end(ANN, { id: 'nothing', reason }),
    restore: levers.restore(ANN, { region: 'eu-west', services: null, reason }),
    region: levers.restore(ANN, { region: 'eu-wset', services: null, reason }),
    undo: levers.undo(ANN, { reason }),
    approve: levers.decide(ANN, { id: 'product/eu-west/failovre', decision: 'approved', reason }),
  };
  const codes: Record<string, string> = {};
  for (const [name, call] of Object.entries(calls)) codes[name] = (await failureOf(call)).code;
  expect(codes).toEqual({
    end: 'not-found',
    restore: 'conflict',
    region: 'invalid',
    undo: 'not-found',
    approve: 'invalid',
  });
});
