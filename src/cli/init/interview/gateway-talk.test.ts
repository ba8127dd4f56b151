/** A Kong that does not answer, and somebody who presses Enter. */

import { expect, test } from 'vitest';

import { ENTER, fakeTerminal } from '../../../../test/cli/init-keys.ts';
import { valuesFromFlags } from '../flags.ts';
import { INIT_WORDS } from '../words/words.ts';
import { talkToGateway } from './gateway-talk.ts';

const VALUES = valuesFromFlags({ regions: 'west', gateway: ['west=http://127.0.0.1:31009'] });

test('Enter tries again once, then goes on without asking it', async () => {
  const { terminal, press } = fakeTerminal();
  let tries = 0;
  const words = INIT_WORDS.en;
  const check = async () => {
    tries += 1;
    return { kind: 'failed', url: '', code: 'KONG_UNREACHABLE', reason: '' } as const;
  };
  const talk = talkToGateway({ terminal, words, dim: String, check }, VALUES, 'west');
  await press(words.talk.whatNow, ENTER);
  await press(words.talk.whatNow, ENTER);
  expect(await talk).toEqual({ values: VALUES, again: false });
  expect(tries).toBe(2);
});
