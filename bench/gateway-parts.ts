/**
 * The children of the gateway benchmarks: a target that answers as cheaply as node can, and the
 * embedded gateway in front of it, or target, log receiver and client together. Run as
 * `node bench/gateway-parts.ts target|gateway|load [PORT]`; prints its port and lives until its
 * standard input ends, so that it dies with the benchmark.
 */

import http from 'node:http';
import net from 'node:net';
import { createInterface } from 'node:readline';

import autocannon from 'autocannon';

import { startGateway } from '../src/gateway/index.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n';

const [role, port] = process.argv.slice(2);
process.stdin.on('end', () => process.exit(0));
if (role !== 'load') process.stdin.resume();
if (role === 'target') console.log(await startTarget());
else if (role === 'gateway') console.log(await startOnPort(Number(port)));
else if (role === 'load') await startLoad();

/** One answer per request head; bodies are not expected. */
function startTarget(): Promise<number> {
  const server = net.createServer((socket) => {
    let rest = '';
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      const heads = (rest + chunk.toString('latin1')).split('\r\n\r\n');
      rest = heads.pop() ?? '';
      if (heads.length > 0) socket.write(ANSWER.repeat(heads.length));
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/**
 * Reads lines `PORT REQUESTS`, makes that many requests, answers `done FAILED`.
 */
async function startLoad(): Promise<void> {
  console.log(`${await startTarget()} ${await startReceiver()}`);
  for await (const line of createInterface(process.stdin)) {
    const [gatewayPort, amount] = line.split(' ').map(Number);
    const url = `http://127.0.0.1:${gatewayPort}/`;
    const result = await autocannon({ url, connections: 32, amount: amount ?? 0 });
    console.log(`done ${result.errors + result.timeouts + result.non2xx}`);
  }
}

function startReceiver(): Promise<number> {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => response.end());
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function startOnPort(targetPort: number): Promise<number> {
  const config = {
    _format_version: '3.0',
    services: [{ name: 'bench', host: 'bench', routes: [{ name: 'bench', paths: ['/'] }] }],
    upstreams: [{ name: 'bench', targets: [{ target: `127.0.0.1:${targetPort}`, weight: 100 }] }],
    plugins: [
      {
        name: 'prometheus',
        config: { status_code_metrics: true, latency_metrics: true, bandwidth_metrics: true },
      },
    ],
  };
  const { proxyPort } = await startGateway({
    proxy: '127.0.0.1:0',
    admin: '127.0.0.1:0',
    config: JSON.stringify(config),
    workers: 1,
    seed: 1,
  });
  return proxyPort;
}
