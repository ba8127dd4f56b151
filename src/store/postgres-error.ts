/** PostgreSQL's errors → the store's, with what to do. Never with an address that has a password. */

import { StoreError, type StoreErrorCode } from './store-error.ts';

interface Advice {
  readonly code: StoreErrorCode;
  readonly advice: string;
}

/** By SQLSTATE or its class, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_STATE: Readonly<Record<string, Advice>> = {
  '28': {
    code: 'store-unusable',
    advice: 'Check user and password (PGPASSWORD, password-file=, ~/.pgpass) and pg_hba.conf.',
  },
  '3D000': { code: 'store-unusable', advice: 'Create the database first: createdb NAME.' },
  '42501': {
    code: 'store-unusable',
    advice: 'Give the user the right to create its schema: GRANT CREATE ON DATABASE … TO …',
  },
  '25006': {
    code: 'store-unusable',
    advice: 'This server only reads (a standby?): name the primary.',
  },
  '53300': {
    code: 'store-away',
    advice: 'The server has no connection left: raise max_connections.',
  },
  '53100': { code: 'store-away', advice: 'The disk of the server is full.' },
  '55P03': { code: 'store-locked', advice: 'Another holds a lock on it for too long. Try again.' },
  '57014': { code: 'store-away', advice: 'The server took too long for an answer.' },
  '08': { code: 'store-away', advice: 'Check the network and the server.' },
  '57P': { code: 'store-away', advice: 'The server is stopping or starting. Try again.' },
  '40': { code: 'store-locked', advice: 'Another was quicker. Try again.' },
  '25P03': { code: 'store-away', advice: 'This process or the network slept in mid-write.' },
};

/** Of sockets and of the client itself. */
const AWAY: Advice = {
  code: 'store-away',
  advice: 'Check that the server runs and the network reaches it; Ballast comes back by itself.',
};
const AWAY_CODES = /^(?:E(?:CONN|HOST|NET|AI_AGAIN|PIPE|TIMEDOUT)|ENOTFOUND|ENOENT|EACCES)/u;
const AWAY_TEXTS = /timeout|terminated|not queryable|closed|has been discarded/iu;

export function toPostgresError(error: unknown, place: string): StoreError {
  if (error instanceof StoreError) return error;
  const known = adviceOf(error);
  const { code, advice } = known ?? {
    code: 'store-unusable' as const,
    advice: 'Check the address and the rights.',
  };
  const what = code === 'store-away' ? 'cannot be reached' : 'cannot be used as a store';
  const message = `${place} ${what}: ${textOf(error)}. ${advice}`;
  return new StoreError(code, message, { cause: error });
}

function adviceOf(error: unknown): Advice | null {
  const state = stateOf(error);
  if (state !== null) {
    const lengths = [5, 3, 2];
    const found = lengths.map((length) => BY_STATE[state.slice(0, length)]).find(Boolean);
    if (found !== undefined) return found;
    if (AWAY_CODES.test(state)) return AWAY;
  }
  return AWAY_TEXTS.test(textOf(error)) ? AWAY : null;
}

function stateOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** One line; of an error of several attempts (IPv4 and IPv6) what each of them said. */
function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return [...new Set(error.errors.map(textOf))].join('; ');
  }
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n', 1)[0] ?? '').replace(/\.$/u, '');
}
