/**
 * A real `ballast run` with its dashboard open to this machine, before a Kong that is not there: it
 * ticks, obeys levers and tells, which is all that a page needs to be live.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { findFreePort } from '../../../src/demo/ports.ts';
import { createRemoteOperations, type RemoteOperations } from '../../../src/operations/remote.ts';
import { temporaryFolder } from '../../support/run-ballast.ts';
import { startBallast } from '../../support/start-ballast.ts';
import { strategyText } from '../../system/support/strategy-text.ts';

export interface Running {
  readonly url: string;
  readonly remote: RemoteOperations;
  close(): Promise<void>;
}

export async function startRunning(): Promise<Running> {
  const folder = await temporaryFolder();
  const nowhere = 'http://127.0.0.1:9';
  const regions = { addressesOf: (region: string) => [`${region}.test:80`] };
  const logsListen = `127.0.0.1:${await findFreePort()}`;
  const places = { adminUrl: nowhere, proxyUrl: nowhere, logsListen, regions };
  await writeFile(join(folder.path, 'ballast.yaml'), strategyText(places));
  const api = ['--api', '127.0.0.1:0', '--insecure-loopback', '--no-metrics'];
  const child = await startBallast(['run', '--json', ...api], { cwd: folder.path });
  const url = (child.ready as { ready: { apiUrl: string } }).ready.apiUrl;
  const remote = createRemoteOperations({ url, token: null });
  return {
    url,
    remote,
    async close() {
      await remote.close();
      await child.stop();
      await folder.remove();
    },
  };
}

/** Whoever has no token is this machine. */
const NOBODY = { name: '', role: 'viewer', via: 'api' } as const;

/** Stops all weights; the value ends it. */
export async function freeze({ remote }: Running, reason: string): Promise<() => Promise<unknown>> {
  const request = { lever: { kind: 'freeze' }, services: null, reason, forMs: 600_000 } as const;
  const { id } = await remote.levers.set(NOBODY, { ...request, force: false });
  return () => remote.levers.end(NOBODY, { id, reason });
}
