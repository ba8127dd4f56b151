/** What the record cannot answer, or answers with a doubt: for the people in the review. */

import { list, type Section } from '../../../generate/advice/document/blocks.ts';
import { encodeName } from '../../../generate/advice/document/inline.ts';
import type { ServiceFacts } from '../../../model/post-mortem.ts';
import type { Page } from '../page.ts';
import { filled } from '../words/words.ts';

/** Hard losses are dealt with in some seconds; a sample's step is ten. */
const SLOW_MS = 30_000;

export function questionsSection(page: Page): Section {
  const { words, facts, format } = page;
  const { questions } = words;
  const { refusalCount, deedCount, wasSilent } = facts;
  const isHarmed = facts.services.some(({ failed }) => failed > 0);
  return {
    id: 'questions',
    title: questions.title,
    startsPage: false,
    blocks: [
      list([
        ...(isHarmed ? [questions.cause] : []),
        ...facts.services.flatMap((one) => serviceQuestions(one, page)),
        ...(refusalCount === 0
          ? []
          : [filled(questions.refused, { count: format.number(refusalCount) })]),
        ...(deedCount === 0 ? [] : [filled(questions.people, { count: format.number(deedCount) })]),
        ...(wasSilent ? [questions.silence] : []),
        questions.actions,
      ]),
    ],
  };
}

function serviceQuestions(one: ServiceFacts, { words, format, figure }: Page): readonly string[] {
  const { undetected, slow, notOver, budget } = words.questions;
  const service = encodeName(one.service);
  const spent = (one.budgetAfter ?? 1) <= 0 ? [filled(budget, { service })] : [];
  if (one.times === null) return spent;
  const { beganMs, detected, acted, overMs } = one.times;
  const actedMs = acted === null ? 0 : acted.entry.atMs - beganMs;
  const time = figure('times', format.duration(actedMs));
  return [
    ...(detected === null ? [filled(undetected, { service })] : []),
    ...(actedMs > SLOW_MS ? [filled(slow, { service, time })] : []),
    ...(overMs === null ? [filled(notOver, { service })] : []),
    ...spent,
  ];
}
