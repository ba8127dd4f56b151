/** The OpenAPI document without a running Ballast, for docs and for who writes a client. */

import { createApiServer } from './server.ts';
import { NO_CONFIRMATIONS } from '../two-person.ts';
import type { Operations } from '../../operations/contract.ts';

export async function renderOpenapi(): Promise<string> {
  const clock = { nowMs: () => 0 };
  const silent = () => undefined;
  const app = await createApiServer({
    operations: NOTHING,
    confirmations: NO_CONFIRMATIONS,
    authenticator: { identify: () => Promise.reject(new Error('nobody asks')) },
    insecureLoopback: false,
    health: { notAlive: () => null, version: '', region: '', clock },
    renderMetrics: null,
    clock,
    logger: { info: silent, warn: silent, error: silent },
    pathPrefix: '',
    pageFolder: null,
    tls: null,
  });
  try {
    await app.ready();
    return `${JSON.stringify(app.swagger(), null, 2)}\n`;
  } finally {
    await app.close();
  }
}

/** Only described, never asked. */
const NOTHING = {} as Operations;
