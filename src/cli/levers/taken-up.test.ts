/** What a person is told of a lever after it is stored: the controller's word, or that there is none. */

import { expect, test } from 'vitest';
import type { EventKind } from '../../model/control.ts';
import type { JournalOperations, StatusOperations } from '../../operations/contract.ts';
import { takenUp } from './taken-up.ts';

const OVERRIDE = { id: 'o1', atMs: 1_000 };

function desk(kinds: readonly EventKind[], { running = true } = {}) {
  const entries = kinds.map((kind, index) => ({
    id: index,
    entry: {
      atMs: 1_500,
      kind,
      upstream: 'shop',
      region: null,
      target: null,
      message: `it is ${kind}`,
      evidence: { id: 'o1' },
    },
  }));
  const status = { status: async () => ({ running }) } as unknown as StatusOperations;
  const journal = { events: async () => entries } as unknown as JournalOperations;
  return { status, journal };
}

test.each([
  [['override-set'], 'in-force', ['it is override-set']],
  [['override-refused'], 'refused', ['it is override-refused']],
  // Of one service of several: what is refused is what one has to know.
  [['override-set', 'override-refused'], 'in-force', ['it is override-refused']],
  [['override-ended'], 'unheard', []],
] as const)('after %s it is %s', async (kinds, standing, sentences) => {
  const signal = new AbortController().signal;
  const taken = await takenUp(desk(kinds), OVERRIDE, { signal, patienceMs: 0 });
  expect(taken).toEqual({ standing, sentences });
});

test('without a controller nobody waits', async () => {
  const { signal } = new AbortController();
  const taken = await takenUp(desk(['override-set'], { running: false }), OVERRIDE, { signal });
  expect(taken.standing).toBe('unheard');
});
