/**
 * The HTTP API and the dashboard of `ballast run`. An address, a certificate or a token file that
 * cannot be had does not keep the controller from steering: it is told, with what to do.
 */

import { randomUUID } from 'node:crypto';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isIPv6 } from 'node:net';
import { fileURLToPath } from 'node:url';

import type { ApiSettings } from '../model/api-settings.ts';
import type { KeptStore } from '../model/history.ts';
import type { Clock, Logger } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import type { Operations } from '../operations/contract.ts';
import type { Driller } from '../operations/driller.ts';
import { parseListenAddress } from '../telemetry/listen-address.ts';
import { messageOf, systemCode } from './failure.ts';
import { VERSION } from './version.ts';

export interface ServeApiOptions {
  readonly settings: ApiSettings;
  readonly strategy: Strategy;
  readonly store: KeptStore;
  /** Holds the drills that are started here. */
  readonly driller: Driller;
  /** Why the loop does not run; `null` when it does. */
  readonly notAlive: () => string | null;
  readonly renderMetrics: () => Promise<string>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface ApiListener {
  readonly url: string;
  close(): Promise<void>;
}

/** Where the build puts the dashboard, seen from the source and from the built package. */
const PAGE = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/web/dashboard' : '../web/dashboard',
    import.meta.url,
  ),
);

export async function serveApi(options: ServeApiOptions): Promise<ApiListener | null> {
  const { settings, logger } = options;
  try {
    return await listen(options);
  } catch (error) {
    const fix =
      systemCode(error) === 'EADDRINUSE'
        ? 'Set api.listen or --api to another address, or stop what uses it.'
        : 'Look at `api` in the strategy: address, certificate, key.';
    logger.warn(
      { listen: settings.listen, error: messageOf(error) },
      `No API and no dashboard: ${settings.listen} cannot be served. ${fix}`,
    );
    return null;
  }
}

async function listen(options: ServeApiOptions): Promise<ApiListener> {
  const { settings, logger, store, strategy, driller, clock } = options;
  // The API brings packages that a start without it should not wait for.
  const { createApiServer } = await import('../api/http/server.ts');
  const { followTlsFiles, readTlsFiles } = await import('../api/http/tls.ts');
  const { createLocalOperations, speaking } = await import('../operations/local.ts');
  const { createCheckPorts } = await import('./check-ports.ts');
  const ports = {
    strategy,
    store,
    history: store.history,
    clock,
    newId: randomUUID,
    driller,
    checks: createCheckPorts({ strategy, store }),
  };
  const ruled = await twoPersonRule(createLocalOperations(ports), options);
  const inDutch = speaking(ruled.operations, { ...ports, language: 'nl' });
  const app = await createApiServer({
    ...ruled,
    operationsIn: (language) => (language === 'nl' ? inDutch : ruled.operations),
    authenticator: await authenticatorOf(options),
    insecureLoopback: settings.insecureLoopback,
    health: { notAlive: options.notAlive, version: VERSION, region: settings.region, clock },
    renderMetrics: options.renderMetrics,
    clock,
    logger,
    pathPrefix: settings.pathPrefix,
    pageFolder: PAGE,
    tls: settings.tls === null ? null : await readTlsFiles(settings.tls),
  });
  const address = parseListenAddress(settings.listen);
  await app.listen({ host: address.host === '' ? '127.0.0.1' : address.host, port: address.port });
  const stopFollowing =
    settings.tls === null
      ? () => undefined
      : followTlsFiles(app.server as unknown as HttpsServer, { tls: settings.tls, logger });
  return {
    url: urlOf(settings, app.server.address() as AddressInfo),
    async close() {
      stopFollowing();
      await app.close();
    },
  };
}

async function authenticatorOf({ settings, clock, logger }: ServeApiOptions) {
  const { createAuthenticator } = await import('../api/http/authenticator.ts');
  const { createTokenKeeper } = await import('../api/tokens/token-keeper.ts');
  const { oidc, tokensFile: file, insecureLoopback } = settings;
  const nowMs = () => clock.nowMs();
  return createAuthenticator({
    tokens: createTokenKeeper({ file, clock, logger }),
    oidc:
      oidc === null
        ? null
        : (await import('../api/http/oidc.ts')).createOidcVerifier({
            settings: oidc,
            logger,
            nowMs,
          }),
    insecureLoopback,
    clock,
  });
}

async function twoPersonRule(operations: Operations, options: ServeApiOptions) {
  const { createTwoPersonRule, NO_CONFIRMATIONS } = await import('../api/two-person.ts');
  const { settings, store, clock } = options;
  if (settings.twoPersonMs === null) return { operations, confirmations: NO_CONFIRMATIONS };
  return createTwoPersonRule({
    operations,
    withinMs: settings.twoPersonMs,
    nowMs: () => clock.nowMs(),
    newId: () => randomUUID().slice(0, 8),
    audit: (entry) => store.history.appendAudit(entry),
  });
}

function urlOf({ tls, pathPrefix }: ApiSettings, { address, port }: AddressInfo): string {
  const host = isIPv6(address) ? `[${address}]` : address;
  return `${tls === null ? 'http' : 'https'}://${host}:${port}${pathPrefix}/`;
}
