/**
 * Flags ↔ answers. `--health /live` speaks of every service, `--health orderAPI=/live` of one; what
 * is there per region is named `@`: `--target orderAPI@eu-west=10.0.0.1:8080`. Back again, so that
 * an interview ends (or is left) with a command line that gives the same answers.
 */

import { NAME_FORMAT } from '../../strategy/formats/names.ts';
import { usageFailure } from '../failure.ts';
import {
  complaintOf,
  answerTo,
  everyQuestion,
  QUESTIONS,
  questionsFor,
  type Asked,
} from './questions/order.ts';
import type { Complaint, Question } from './questions/question.ts';
import { keyOf, splitList, type Scope, type Values } from './values.ts';

/** By question id: a text for what is asked once, else the texts of a repeatable flag. */
export type FlagTexts = Readonly<Record<string, string | readonly string[] | undefined>>;

export function valuesFromFlags(flags: FlagTexts): Values {
  const values = new Map<string, string>();
  for (const question of QUESTIONS) {
    const given = flags[question.id] ?? [];
    for (const [index, text] of (typeof given === 'string' ? [given] : given).entries()) {
      for (const [key, value] of entriesOf({ question, flags }, { text, index })) {
        values.set(key, value);
      }
    }
  }
  return values;
}

function entriesOf(
  { question, flags }: { question: Question; flags: FlagTexts },
  { text, index }: { text: string; index: number },
): [string, string][] {
  const { id } = question;
  if (id === 'services') return fromServices(text);
  if (id === 'gateway') return fromGateway({ text, index, flags });
  if (question.per === 'file') return [[id, text]];
  const { scope, rest } = scopeOf(text);
  if (
    question.per === 'placement' &&
    (scope?.service === undefined || scope.region === undefined)
  ) {
    throw usageFailure(
      `--target "${text}" cannot be read`,
      'Write SERVICE@REGION=HOST:PORT[,HOST:PORT…], such as productAPI@eu-west=10.0.0.1:8080.',
    );
  }
  if (question.per === 'region') {
    // `REGION=VALUE` reads as a service's name.
    const region = scope?.region ?? scope?.service;
    return [[keyOf(id, region === undefined ? {} : { region }), rest]];
  }
  return [[keyOf(id, scope ?? {}), rest]];
}

/** `NAME` or `NAME=/path`, separated by commas. */
function fromServices(text: string): [string, string][] {
  const parts = splitList(text).map((part) => part.split('=', 2));
  const paths = parts.flatMap(([name = '', path]): [string, string][] =>
    path === undefined ? [] : [[keyOf('path', { service: name.trim() }), path.trim()]],
  );
  return [['services', parts.map(([name = '']) => name.trim()).join(', ')], ...paths];
}

/** `NAME@REGION=URL`, `REGION=URL`, or a URL alone: of the region in that place. */
function fromGateway(given: { text: string; index: number; flags: FlagTexts }): [string, string][] {
  const { text, index, flags } = given;
  if (/^https?:\/\//.test(text)) {
    const regions = splitList(typeof flags['regions'] === 'string' ? flags['regions'] : '');
    const targets = flags['target'];
    const named = (Array.isArray(targets) ? targets : []).flatMap(
      (target: string) => scopeOf(target).scope?.region ?? [],
    );
    const known = regions.length > 0 ? regions : named.length > 0 ? [...new Set(named)] : null;
    const region = (known ?? ['eu-west', 'eu-north'])[index] ?? `region-${index + 1}`;
    return [[keyOf('gateway', { region }), text]];
  }
  const { scope, rest } = scopeOf(text);
  const region = scope?.region ?? scope?.service;
  if (region === undefined) {
    throw usageFailure(
      `--gateway "${text}" cannot be read`,
      'Write NAME@REGION=ADMIN_URL, such as kong-eu@eu-west=http://127.0.0.1:8001.',
    );
  }
  const name = scope?.region === undefined ? undefined : scope.service;
  const own: [string, string][] = [[keyOf('gateway', { region }), rest]];
  return name === undefined ? own : [...own, [keyOf('gateway-name', { region }), name]];
}

/** The names before the first `=`, if they are names: a URL or a command is not. */
function scopeOf(text: string): { scope: Scope | null; rest: string } {
  const at = text.indexOf('=');
  const [service = '', region] = text.slice(0, Math.max(0, at)).split('@', 2);
  const isScope = [service, region ?? service].every((name) => NAME_FORMAT.explain(name) === null);
  if (at < 0 || !isScope) return { scope: null, rest: text.trim() };
  const scope = region === undefined ? { service } : { service, region };
  return { scope, rest: text.slice(at + 1).trim() };
}

export interface Refused {
  readonly asked: Asked;
  readonly text: string;
  readonly complaint: Complaint;
}

/** Every answer that cannot be, its defaults included. */
export function complaintsAbout(values: Values): readonly Refused[] {
  return questionsFor(values).flatMap((asked) => {
    const text = answerTo(values, asked.question.id, asked.scope);
    // What is taken over from the whole file is complained of there.
    if (asked.question.id.startsWith('service-') && !isGiven(values, asked)) return [];
    const complaint = complaintOf(values, asked, text);
    return complaint === null ? [] : [{ asked, text, complaint }];
  });
}

function isGiven(values: Values, { question, scope }: Asked): boolean {
  return values.has(question.id) || values.has(keyOf(question.id, scope));
}

/** The words of the flag that gives this answer. */
export function flagOf({ question, scope }: Asked, text: string): readonly string[] {
  const { service, region } = scope;
  const place = [service, region].filter((name) => name !== undefined).join('@');
  return [`--${question.id}`, place === '' ? text : `${place}=${text}`];
}

/** The command line with which nothing has to be asked again. */
export function commandLine(values: Values): readonly string[] {
  const words = everyQuestion(values).flatMap((asked): readonly string[] => {
    const { question, scope } = asked;
    if (question.id === 'gateway-name') return [];
    const own = values.get(keyOf(question.id, scope));
    if (own !== undefined) {
      const name = values.get(keyOf('gateway-name', scope));
      if (question.id !== 'gateway' || name === undefined) return flagOf(asked, own);
      return ['--gateway', `${name}@${scope.region}=${own}`];
    }
    return [];
  });
  const general = QUESTIONS.filter(({ id, per }) => per === 'service' && values.has(id)).flatMap(
    ({ id }) => [`--${id}`, values.get(id) ?? ''],
  );
  const placed = [...values].flatMap(([key, text]) => {
    const [, service, region] = /^capacity\/([^@]+)@(.+)$/.exec(key) ?? [];
    return service === undefined ? [] : ['--capacity', `${service}@${region}=${text}`];
  });
  return ['ballast', 'init', ...general, ...words, ...placed];
}

/** For a POSIX shell. */
export function quoted(words: readonly string[]): string {
  return words
    .map((word) =>
      /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(' ');
}
