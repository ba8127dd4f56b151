/**
 * One active probe, as lua-resty-healthcheck 3.1 makes it: a new connection, `GET … HTTP/1.0` with
 * `Host`, and only the status line is read. The time-out holds for each socket operation (connect,
 * TLS, read) on its own. A failed handshake or a line that is no status is a TCP failure.
 */

import net from 'node:net';
import tls from 'node:tls';

import type { Address, ProbeResult } from '../../balancer/contract.ts';
import type { KongUpstreamSettings } from '../../model/kong.ts';

/** A status line is shorter; more without a line end is not HTTP. */
const MAX_LINE_BYTES = 8_192;

export function probe(
  address: Address,
  settings: KongUpstreamSettings,
  timeoutMs: number,
): Promise<ProbeResult> {
  const { active } = settings.healthchecks;
  return new Promise((resolve) => {
    const where = { host: address.ip.replaceAll(/[[\]]/g, ''), port: address.port, noDelay: true };
    const name = active.https_sni ?? address.host;
    const isTls = active.type === 'https';
    const socket = isTls
      ? tls.connect({
          ...where,
          servername: net.isIP(name) === 0 ? name : '',
          rejectUnauthorized: active.https_verify_certificate,
        })
      : net.connect(where);
    let line = '';
    const finish = (result: ProbeResult) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish({ kind: 'timeout' }), timeoutMs);
    socket.once('error', () => finish({ kind: 'tcp-failure' }));
    socket.once('close', () => finish({ kind: 'tcp-failure' }));
    socket.once('end', () => finish({ kind: 'tcp-failure' }));
    if (isTls) socket.once('connect', () => timer.refresh());
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      timer.refresh();
      if (active.type === 'tcp') finish({ kind: 'status', status: 200 });
      else socket.write(requestText(address, settings));
    });
    socket.on('data', (chunk: Buffer) => {
      line += chunk.toString('latin1');
      const status = statusOf(line);
      if (status !== null) finish({ kind: 'status', status });
      else if (line.includes('\n') || line.length > MAX_LINE_BYTES) finish({ kind: 'tcp-failure' });
    });
  });
}

function requestText(address: Address, settings: KongUpstreamSettings): string {
  const { active } = settings.healthchecks;
  let text = `GET ${active.http_path} HTTP/1.0\r\n`;
  for (const [name, values] of Object.entries(active.headers ?? {})) {
    for (const value of values) text += `${name}: ${value}\r\n`;
  }
  return `${text}Host: ${settings.host_header ?? address.host}\r\n\r\n`;
}

function statusOf(line: string): number | null {
  const match = /^HTTP\/\d(?:\.\d)? (\d{3})[^\n]*\n/.exec(line);
  return match === null ? null : Number(match[1]);
}
