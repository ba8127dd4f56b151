/**
 * The interview: question after question, back and forth. The state is the answers alone, so going
 * back, stopping and going on later lose nothing.
 */

import { log } from '@clack/prompts';

import { keyOf, withValue, type Values } from '../values.ts';
import { questionsFor, withoutOwn, type Asked } from '../questions/order.ts';
import { OWN } from '../questions/of-services.ts';
import { askQuestion, type Manner } from './ask-question.ts';

export interface InterviewOptions extends Manner {
  /** Told after the answer to a question; may change the answers, or want it asked again. */
  readonly afterwards: (values: Values, asked: Asked) => Promise<Afterwards>;
  /** What to do when somebody wants to stop. */
  readonly onStop: (values: Values) => Promise<'on' | 'leave'>;
}

export interface Afterwards {
  readonly values: Values;
  readonly again: boolean;
}

export type InterviewResult =
  { readonly kind: 'done'; readonly values: Values } | { readonly kind: 'left' };

/** Questions that `given` answers are not asked, unless somebody goes back to them. */
export async function interview(
  given: Values,
  options: InterviewOptions,
  from: 'begin' | 'end' = 'begin',
): Promise<InterviewResult> {
  let values = given;
  let position = from === 'begin' ? nextOpen(values, given, 0) : questions(values).length - 1;
  let service: string | undefined;
  for (;;) {
    const asked = questions(values)[position];
    if (asked === undefined) return { kind: 'done', values };
    service = announce(options, asked, service);
    const reply = await askQuestion(options, values, asked);
    if (reply.kind === 'stop') {
      if ((await options.onStop(values)) === 'leave') return { kind: 'left' };
    } else if (reply.kind === 'back') {
      if (position === 0) log.info(options.words.talk.atTheBegin, options.terminal);
      position = Math.max(0, position - 1);
    } else {
      const { question, scope } = asked;
      const before = isLikeAnother(asked, reply.text)
        ? withoutOwn(values, scope.service ?? '')
        : values;
      const after = await options.afterwards(
        withValue(before, { id: question.id, scope, text: reply.text }),
        asked,
      );
      ({ values } = after);
      if (!after.again) position = nextOpen(values, given, position + 1);
    }
  }
}

function isLikeAnother({ question }: Asked, text: string): boolean {
  return question.id === 'like' && text !== OWN;
}

function questions(values: Values): readonly Asked[] {
  return questionsFor(values).filter(({ question }) => question.silent !== true);
}

function nextOpen(values: Values, given: Values, from: number): number {
  const list = questions(values);
  const isGiven = ({ question, scope }: Asked) =>
    given.has(keyOf(question.id, scope)) || given.has(question.id);
  const open = list.findIndex((asked, index) => index >= from && !isGiven(asked));
  return open < 0 ? list.length : open;
}

/** A line above the first question of a service. */
function announce(
  { words, terminal }: InterviewOptions,
  { scope }: Asked,
  before: string | undefined,
): string | undefined {
  if (scope.service !== undefined && scope.service !== before) {
    log.step(words.talk.serviceTitle(scope.service), terminal);
  }
  return scope.service;
}
