/** Whether this system has loopback addresses beside 127.0.0.1 (Linux and Windows do, macOS not). */

import { createServer } from 'node:net';
import { SHED_HOST } from '../model/loopback.ts';

export async function hasLoopbackAddresses(): Promise<boolean> {
  const server = createServer();
  const opened = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ host: SHED_HOST, port: 0 }, () => resolve(true));
  });
  if (opened) await new Promise((resolve) => server.close(resolve));
  return opened;
}
