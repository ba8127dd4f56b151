/** An interview by keys: Enter takes what is there, Escape goes back, Ctrl-C loses nothing. */

import { expect, test, vi } from 'vitest';

import {
  CTRL_C,
  CTRL_U,
  DOWN,
  ENTER,
  ESCAPE,
  fakeTerminal,
} from '../../../../test/cli/init-keys.ts';
import { parseStrategy } from '../../../strategy/index.ts';
import { textOf } from '../desk.ts';
import { commandLine, valuesFromFlags } from '../flags.ts';
import { answerTo, questionsFor, type Asked } from '../questions/order.ts';
import type { Values } from '../values.ts';
import { INIT_WORDS } from '../words/words.ts';
import { interview, type InterviewOptions } from './interview.ts';
import { runInterview } from './run-interview.ts';

// Keys and screens take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const GIVEN = valuesFromFlags({
  regions: 'west, north',
  services: 'shop',
  gateway: ['west=http://127.0.0.1:8001', 'north=http://127.0.0.1:9001'],
});

const en = INIT_WORDS.en;

function shown({ question, scope }: Asked): string {
  // Long questions go on in the next line.
  return (en.questions[question.id]?.ask(scope) ?? '').slice(0, 40);
}

function options(given: Partial<InterviewOptions> = {}) {
  const fake = fakeTerminal();
  const all: InterviewOptions = {
    terminal: fake.terminal,
    words: en,
    dim: String,
    afterwards: async (values) => ({ values, again: false }),
    onStop: async () => 'leave',
    ...given,
  };
  return { ...fake, all };
}

const open = (values: Values) =>
  questionsFor(values).filter(
    ({ question }) =>
      question.silent !== true && !['regions', 'services', 'gateway'].includes(question.id),
  );

test('Enter all the way gives a file without errors; what flags said is not asked', async () => {
  const { all, press } = options();
  const talk = interview(GIVEN, all);
  for (const asked of open(GIVEN)) await press(shown(asked), ENTER);
  const result = await talk;
  if (result.kind !== 'done') throw new Error('left');
  expect(parseStrategy(textOf(result.values, en)).strategy?.services).toHaveLength(1);
  expect(answerTo(result.values, 'failover', { service: 'shop' })).toBe('active-passive');
});

test('a wrong answer is asked again, with what is wrong', async () => {
  const { all, press, shows } = options({ onStop: async () => 'leave' });
  const talk = interview(GIVEN, all);
  await press('called', ENTER);
  await press('must succeed', CTRL_U, '100%', ENTER);
  await shows('100% is never kept');
  await press('', CTRL_U, '99.9%', ENTER);
  await press('How fast', CTRL_C);
  expect((await talk).kind).toBe('left');
});

test('Escape goes back, and the answer that was given stands there', async () => {
  let kept: Values = new Map();
  const { all, press, shows } = options({
    onStop: async (values) => {
      kept = values;
      return 'leave';
    },
  });
  const talk = interview(GIVEN, all);
  await press('called', CTRL_U, 'books', ENTER);
  await press('must succeed', ESCAPE);
  await shows('books');
  await press('', ENTER);
  await press('must succeed', CTRL_C);
  await talk;
  expect(commandLine(kept)).toContain('books');
});

test('the whole talk: a choice with a name, the review, and the command line at the end', async () => {
  const { all, press } = options();
  const talk = runInterview(GIVEN, {
    ...all,
    file: 'ballast.yaml',
    force: false,
    desk: {
      isThere: async () => false,
      preview: async (values) => ({ text: textOf(values, en), problems: '' }),
      saveDraft: async () => 'draft',
      print: () => {},
    },
  });
  for (const asked of open(GIVEN)) {
    if (asked.question.id === 'sessions') {
      await press(shown(asked), DOWN, ENTER);
      await press('What is it called', 'sid', ENTER);
    } else if (!['algorithm', 'when-short'].includes(asked.question.id)) {
      await press(shown(asked), ENTER);
    }
  }
  await press('Write ballast.yaml?', ENTER);
  const result = await talk;
  expect(result?.file).toBe('ballast.yaml');
  expect(commandLine(result?.values ?? new Map())).toContain('shop=cookie:sid');
});
