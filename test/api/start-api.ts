/** An API in the test's process, before fake operations, with tokens of each role. */

import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

import {
  type AuthenticatorOptions,
  createAuthenticator,
} from '../../src/api/http/authenticator.ts';
import { type ApiServerOptions, createApiServer } from '../../src/api/http/server.ts';
import { changeTokenFile } from '../../src/api/tokens/token-file.ts';
import { createTokenKeeper } from '../../src/api/tokens/token-keeper.ts';
import { makeToken } from '../../src/api/tokens/token.ts';
import { NO_CONFIRMATIONS } from '../../src/api/two-person.ts';
import type { Logger } from '../../src/model/ports.ts';
import type { Role } from '../../src/operations/actor.ts';
import { createFakeOperations, type FakeOperations } from './fake-operations.ts';

export interface TestApi {
  readonly app: FastifyInstance;
  readonly operations: FakeOperations;
  /** Secrets by what they are: each role, `expired`, `revoked`. */
  readonly tokens: Readonly<Record<Role | 'expired' | 'revoked', string>>;
  readonly log: readonly string[];
  /** Listens on a free port of loopback. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** More than any test asks for. */
const NO_LIMITS = {
  requestsPerMinuteByAddress: 1_000_000,
  requestsPerMinuteByToken: 1_000_000,
  denialsPerMinute: 1_000_000,
};

export async function startApi(
  changes: Partial<ApiServerOptions & AuthenticatorOptions> = {},
): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-api-'));
  const file = join(folder, 'tokens.json');
  const { tokens, records } = makeTokens();
  await changeTokenFile(file, () => records);
  const { logger, lines } = recordingLogger();
  const clock = { nowMs: () => Date.now() };
  const fake = createFakeOperations({ nowMs: clock.nowMs });
  const authenticator = createAuthenticator({
    tokens: createTokenKeeper({ file, clock, logger }),
    oidc: null,
    insecureLoopback: false,
    clock,
    ...changes,
  });
  const app = await createApiServer({
    operations: fake,
    confirmations: NO_CONFIRMATIONS,
    authenticator,
    insecureLoopback: false,
    health: { notAlive: () => null, version: '1.2.3', region: 'eu-west', clock },
    renderMetrics: async () => 'ballast_up 1\n',
    clock,
    logger,
    pathPrefix: '',
    pageFolder: null,
    tls: null,
    limits: NO_LIMITS,
    ...changes,
  });
  await app.ready();
  return {
    app,
    operations: fake,
    tokens,
    log: lines,
    async listen() {
      await app.listen({ host: '127.0.0.1', port: 0 });
      const { port } = app.server.address() as AddressInfo;
      return `http://127.0.0.1:${port}`;
    },
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function makeTokens() {
  const make = (name: string, role: Role, expiresAtMs: number | null) =>
    makeToken({ name, role, createdBy: 'test', nowMs: 0, expiresAtMs });
  const viewer = make('vera', 'viewer', null);
  const operator = make('oscar', 'operator', Date.now() + 3_600_000);
  const admin = make('ada', 'admin', null);
  const expired = make('old', 'admin', 1);
  const revoked = make('gone', 'admin', null);
  return {
    records: [viewer, operator, admin, expired].map(({ record }) => record),
    tokens: {
      viewer: viewer.secret,
      operator: operator.secret,
      admin: admin.secret,
      expired: expired.secret,
      revoked: revoked.secret,
    },
  };
}

export function recordingLogger(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const log = (fields: unknown, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { lines, logger: { info: log, warn: log, error: log } };
}
