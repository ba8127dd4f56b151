/**
 * Servers that tell everybody what they were sent, as badly written ones do in their error pages:
 * one for HTTP (an Admin API, webhooks, Prometheus, an OpenID provider), one for mail.
 */

import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface Mirror {
  readonly address: string;
  /** All that came, as text. */
  heard(): string;
  close(): Promise<void>;
}

/** Answers 500 with the request: line, headers, body. */
export async function startHttpMirror(): Promise<Mirror> {
  let heard = '';
  const server = createHttpServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const { method, url, headers } = request;
      const text = `${method} ${url} ${JSON.stringify(headers)} ${body}`;
      heard += `${text}\n`;
      response.writeHead(500, { 'x-echo': encodeURIComponent(text).slice(0, 4_000) });
      response.end(JSON.stringify({ message: text }));
    });
  });
  return started(server, () => heard);
}

/** Refuses a login with the password in its answer. */
export async function startMailMirror(): Promise<Mirror> {
  let heard = '';
  const server = createServer((socket) => {
    socket.on('error', () => null);
    socket.write('220 mirror ESMTP\r\n');
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\r\n').filter(Boolean)) {
        const said = decoded(line);
        heard += `${said}\n`;
        answer(socket, line, said);
      }
    });
  });
  return started(server, () => heard);
}

function answer(socket: Socket, line: string, said: string): void {
  if (/^EHLO/i.test(line)) socket.write('250-mirror\r\n250 AUTH PLAIN\r\n');
  else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
  else socket.write(`535 5.7.8 no such login: ${line} (${said})\r\n`);
}

/** With what stands in base64 as text too. */
function decoded(line: string): string {
  const [, secret = ''] = /^AUTH PLAIN (\S+)/i.exec(line) ?? [];
  return secret === ''
    ? line
    : Buffer.from(secret, 'base64').toString('utf8').split('\0').join(' ');
}

async function started(server: Server, heard: () => string): Promise<Mirror> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    heard,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
