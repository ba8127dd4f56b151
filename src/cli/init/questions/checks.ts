/** Whether an answer has the form that the strategy file wants; the formats are the parser's own. */

import { isWildcard } from '../../../strategy/checks/loopback.ts';
import {
  HOST_FORMAT,
  isFault,
  LISTEN_FORMAT,
  parseHostPort,
} from '../../../strategy/formats/address.ts';
import type { Format } from '../../../strategy/formats/format.ts';
import { NAME_FORMAT } from '../../../strategy/formats/names.ts';
import { durationFormat, RATE_FORMAT, SHARE_FORMAT } from '../../../strategy/formats/quantities.ts';
import {
  METHOD_FORMAT,
  ROUTE_PATH_FORMAT,
  PATH_FORMAT,
  URL_FORMAT,
} from '../../../strategy/formats/web.ts';
import { parseDurationMs, parseRatio } from '../../../lib/quantities.ts';
import { splitList } from '../values.ts';
import type { Complaint, Question } from './question.ts';

type Check = Question['check'];

const HOUR_MS = 3_600_000;
const DURATION = durationFormat({ minMs: 1, maxMs: HOUR_MS, examples: ['300ms'] });
/** Above the parser's limits nobody answers by hand. */
const MAX_LIST = 200;

export const isName: Check = (text) => form(NAME_FORMAT, text, 'name');
export const isDuration: Check = (text) => form(DURATION, text, 'duration');
/** Nobody waits less for a network; the parser wants room for connecting in it. */
export const isDeadline: Check = (text) =>
  form(DURATION, text, 'duration') ?? ((parseDurationMs(text) ?? 0) < 10 ? 'deadline' : null);
export const isRate: Check = (text) => form(RATE_FORMAT, text, 'rate');
export const isPath: Check = (text) => form(PATH_FORMAT, text, 'path');
export const isUrl: Check = (text) => form(URL_FORMAT, text, 'url');
/** As Kong reaches it, so not "every address". */
export const isListen: Check = (text) => {
  const parsed = parseHostPort(text);
  if (isFault(parsed) || isWildcard(parsed.host)) return 'listen';
  return form(LISTEN_FORMAT, text, 'listen');
};
export const arePaths: Check = (text) => each(ROUTE_PATH_FORMAT, text, 'path');
export const areMethods: Check = (text) => each(METHOD_FORMAT, text, 'method');
export const areHosts: Check = (text) =>
  each(HOST_FORMAT, text, 'hosts') ?? twice(splitList(text).map(targetOf), 'hosts-twice');
export const areUrls: Check = (text) =>
  each(URL_FORMAT, text, 'url') ??
  twice(
    splitList(text).map((url) => url.toLowerCase()),
    'url-twice',
  );

/** As Kong would store it; DNS does not know letter case. */
function targetOf(host: string): string {
  const parsed = parseHostPort(host);
  return (isFault(parsed) ? host : parsed.target).toLowerCase();
}

/** A command, an address or a file name: anything on one line. */
export const isLine: Check = (text) =>
  /\p{Cc}/u.test(text) || text.length > MAX_LINE ? 'line' : null;
const MAX_LINE = 1_000;

/** decK would take `${{` for a variable. */
export const isAnswer: Check = (text) =>
  /\p{Cc}/u.test(text) || text.length > MAX_LINE || text.includes('${{') ? 'answer' : null;

export const areNames: Check = (text) => {
  const names = splitList(text);
  if (names.length === 0 || names.length > MAX_LIST) return 'names';
  if (names.some((name) => NAME_FORMAT.explain(name) !== null)) return 'names';
  return twice(names.map(upstreamKey), 'names-clash');
};

/** What the parser makes an upstream's name of: two services must not come to the same one. */
export function upstreamKey(service: string): string {
  return service.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
}

export const isAvailability: Check = (text) => {
  if (SHARE_FORMAT.explain(text) !== null) return 'share';
  const ratio = parseRatio(text) ?? 1;
  return ratio >= 0.5 && ratio < 1 ? null : 'availability';
};

/** Cookie and argument names as HTTP and Kong take them; of headers those without a dash. */
export const isSessions: Check = (text) => {
  const [kind, name] = splitAt(text, ':');
  if (name === null) return null;
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(name)) return 'word';
  return kind === 'header' && name.includes('-') ? 'header' : null;
};

export function splitAt(text: string, mark: string): readonly [string, string | null] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

/** Whether the text is one of the choices, completed where it has to be. */
export function isChoice(choices: readonly string[], text: string): boolean {
  return choices.some((choice) =>
    choice.endsWith(':') ? text.startsWith(choice) && text.length > choice.length : text === choice,
  );
}

function form(format: Format, text: string, complaint: Complaint): Complaint | null {
  return format.explain(text) === null ? null : complaint;
}

function each(format: Format, text: string, complaint: Complaint): Complaint | null {
  const parts = splitList(text);
  if (parts.length === 0 || parts.length > MAX_LIST) return complaint;
  return parts.every((part) => format.explain(part) === null) ? null : complaint;
}

function twice(parts: readonly string[], complaint: Complaint): Complaint | null {
  return new Set(parts).size === parts.length ? null : complaint;
}
