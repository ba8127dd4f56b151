/**
 * Address of a store in PostgreSQL: `postgresql://USER[:PASSWORD]@HOST[:PORT]/DATABASE?…`, as libpq
 * writes it. What is not given comes from the usual variables (PGHOST, PGPASSWORD, …) and ~/.pgpass.
 * A password is never part of what is shown.
 */

import { StoreError } from './store-error.ts';

export interface PostgresAddress {
  /** Without password, for people. */
  readonly shown: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  /** Read anew for each connection, so that it can be changed while Ballast runs. */
  readonly passwordFile?: string;
  readonly database?: string;
  /** The tables' own, so that nobody else's are met; several Ballasts may share a database. */
  readonly schema: string;
  /** Absent: as PGSSLMODE says. */
  readonly tls?: TlsMode;
  /** Certificate authority that the server is checked against. */
  readonly tlsRootFile?: string;
  readonly tlsCertificateFile?: string;
  readonly tlsKeyFile?: string;
}

/** libpq's words. `require` encrypts without a look at whom it speaks to, as there. */
const TLS_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

const DEFAULT_SCHEMA = 'ballast';
/** Names that need no quotes in SQL. */
const SCHEMA_PATTERN = /^[a-z_][a-z0-9_]{0,62}$/u;

const PARAMETERS = [
  'host',
  'password-file',
  'schema',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
] as const;

export function isPostgresAddress(text: string): boolean {
  return /^postgres(?:ql)?:/iu.test(text);
}

/** The address without what must not be shown; also of one that cannot be read. */
export function shownAddress(text: string): string {
  try {
    return parsePostgresAddress(text).shown;
  } catch {
    return 'postgresql://…';
  }
}

export function parsePostgresAddress(text: string): PostgresAddress {
  const url = urlOf(text);
  const unknown = [...url.searchParams.keys()].filter((key) => !isKnown(key));
  if (unknown.length > 0) {
    throw invalid(
      `it has ${unknown.join(', ')}, and only ${PARAMETERS.join(', ')} are known after the "?"`,
    );
  }
  const value = (name: (typeof PARAMETERS)[number]) => url.searchParams.get(name) ?? undefined;
  const schema = value('schema') ?? DEFAULT_SCHEMA;
  if (!SCHEMA_PATTERN.test(schema)) {
    throw invalid('schema must be lower-case letters, digits and _, and begin with no digit');
  }
  const host = value('host') ?? given(decoded(url.hostname).replace(/^\[(.*)\]$/u, '$1'));
  const user = given(decoded(url.username));
  const database = given(decoded(url.pathname.replace(/^\//u, '')));
  const place = `${host ?? ''}${url.port === '' ? '' : `:${url.port}`}/${database ?? ''}`;
  const suffix = schema === DEFAULT_SCHEMA ? '' : `?schema=${schema}`;
  return withoutAbsent({
    shown: `postgresql://${user === undefined ? '' : `${user}@`}${place}${suffix}`,
    host,
    port: url.port === '' ? undefined : Number(url.port),
    user,
    password: given(decoded(url.password)),
    passwordFile: value('password-file'),
    database,
    schema,
    tls: tlsModeOf(value('sslmode')),
    tlsRootFile: value('sslrootcert'),
    tlsCertificateFile: value('sslcert'),
    tlsKeyFile: value('sslkey'),
  });
}

/** Stands in where there is none: `postgresql://user@/db?host=/run/postgresql` is a socket in a folder. */
const NO_HOST = 'no-host.invalid';

function urlOf(text: string): URL {
  const url = URL.parse(text.replace(/^([a-z]+:\/\/[^/?#]*@)(?=\/)/iu, `$1${NO_HOST}`));
  // A password with such characters ends the host early: what follows would be shown as something else.
  const isCut = url !== null && (url.hash !== '' || `${url.pathname}${url.search}`.includes('@'));
  if (url !== null && !isCut) return url;
  throw invalid('it cannot be read; in a password write @ as %40, / as %2F, # as %23, ? as %3F');
}

function tlsModeOf(mode: string | undefined): TlsMode | undefined {
  const found = TLS_MODES.find((one) => one === mode);
  if (mode === undefined || found !== undefined) return found;
  throw invalid(`sslmode is one of ${TLS_MODES.join(', ')}`);
}

function isKnown(key: string): boolean {
  return PARAMETERS.some((known) => known === key);
}

function given(text: string): string | undefined {
  return text === '' || text === NO_HOST ? undefined : text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('a % is not followed by two digits; write it as %25');
  }
}

function withoutAbsent(
  address: { readonly [Key in keyof PostgresAddress]: PostgresAddress[Key] | undefined } & {
    readonly shown: string;
    readonly schema: string;
  },
): PostgresAddress {
  const entries = Object.entries(address).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as PostgresAddress;
}

function invalid(what: string): StoreError {
  return new StoreError(
    'store-unusable',
    `The address of the store is not usable: ${what}. ` +
      'It looks like postgresql://user@host:5432/database?password-file=/run/secrets/pg.',
  );
}
