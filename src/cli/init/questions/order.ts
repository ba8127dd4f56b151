/**
 * The questions of an interview in the order in which they are asked, which depends on the answers:
 * more services, more questions. Pure: the same answers give the same questions.
 */

import { keyOf, splitList, type Scope, type Values } from '../values.ts';
import { isChoice } from './checks.ts';
import { FILE_QUESTIONS } from './of-file.ts';
import { OWN, SERVICE_QUESTIONS } from './of-services.ts';
import type { Complaint, Question, QuestionContext } from './question.ts';

export interface Asked {
  readonly question: Question;
  readonly scope: Scope;
}

export const QUESTIONS: readonly Question[] = [...FILE_QUESTIONS, ...SERVICE_QUESTIONS];
const BY_ID = new Map(QUESTIONS.map((question) => [question.id, question]));

/** All that apply, silent ones too. */
export function questionsFor(values: Values): readonly Asked[] {
  return everyQuestion(values).filter(({ question, scope }) => {
    if (question.applies?.(contextOf(values, scope)) === false) return false;
    return question.shared !== true || likeOf(values, scope) === null;
  });
}

/** For every region and service there is, whether it applies or not. */
export function everyQuestion(values: Values): readonly Asked[] {
  const get = (id: string) => answerTo(values, id, {});
  const regions = () => splitList(get('regions'));
  const ofFile = FILE_QUESTIONS.flatMap((question): Asked[] =>
    question.per === 'region'
      ? regions().map((region) => ({ question, scope: { region } }))
      : [{ question, scope: {} }],
  );
  const ofServices = splitList(get('services')).flatMap((service) =>
    SERVICE_QUESTIONS.flatMap((question): Asked[] =>
      question.per === 'placement'
        ? regions().map((region) => ({ question, scope: { service, region } }))
        : [{ question, scope: { service } }],
    ),
  );
  return [...ofFile, ...ofServices];
}

/** Whoever says that a service is like another takes back what was said of it alone. */
export function withoutOwn(values: Values, service: string): Values {
  const shared = SERVICE_QUESTIONS.filter((question) => question.shared === true);
  const own = new Set(shared.map(({ id }) => keyOf(id, { service })));
  return new Map([...values].filter(([key]) => !own.has(key)));
}

export function contextOf(values: Values, scope: Scope): QuestionContext {
  return {
    values,
    scope,
    get: (id, other = {}) => answerTo(values, id, other),
    given: (id, other = {}) => find(values, id, other) !== undefined,
  };
}

export function answerTo(values: Values, id: string, scope: Scope): string {
  const own = find(values, id, scope);
  if (own !== undefined) return own;
  const question = BY_ID.get(id);
  if (question === undefined) return '';
  const model = question.shared === true ? likeOf(values, scope) : null;
  if (model !== null) return answerTo(values, id, { service: model });
  return generalOf(values, id) ?? question.defaultOf(contextOf(values, scope));
}

/** The answer where the question applies, else its default: nobody was asked. */
export function effectiveAnswer(values: Values, id: string, scope: Scope): string {
  const question = BY_ID.get(id);
  const context = contextOf(values, scope);
  if (question?.applies?.(context) === false) return question.defaultOf(context);
  return answerTo(values, id, scope);
}

/** What is said of exactly this, then of its service, then of its region. */
function find(values: Values, id: string, { service, region }: Scope): string | undefined {
  if (service === undefined && region === undefined) return values.get(id);
  const both = service === undefined || region === undefined ? null : { service, region };
  return (
    (both === null ? undefined : values.get(keyOf(id, both))) ??
    (service === undefined ? undefined : values.get(keyOf(id, { service }))) ??
    (region === undefined ? undefined : values.get(keyOf(id, { region })))
  );
}

/** A flag without a service speaks of all of them. */
function generalOf(values: Values, id: string): string | undefined {
  return BY_ID.get(id)?.per === 'service' ? values.get(id) : undefined;
}

/** The service that this one is like in all that is shared; `null` when it has answers of its own. */
function likeOf(values: Values, { service }: Scope): string | null {
  if (service === undefined) return null;
  const text = answerTo(values, 'like', { service });
  return text === OWN || !modelsFor(values, service).includes(text) ? null : text;
}

/** Services before this one: only of those can it be like, so there is no circle. */
function modelsFor(values: Values, service: string): readonly string[] {
  const services = splitList(answerTo(values, 'services', {}));
  return services.slice(0, Math.max(0, services.indexOf(service)));
}

export function choicesOf(values: Values, { question, scope }: Asked): readonly string[] {
  if (question.id !== 'like') return question.choices ?? [];
  return [...modelsFor(values, scope.service ?? ''), OWN];
}

export function complaintOf(values: Values, asked: Asked, text: string): Complaint | null {
  const { question, scope } = asked;
  if (text === question.empty) return question.checkEmpty?.(contextOf(values, scope)) ?? null;
  if (question.kind === 'choice' && !isChoice(choicesOf(values, asked), text)) {
    return question.id === 'like' ? 'like' : 'choice';
  }
  return question.check(text, contextOf(values, scope));
}
