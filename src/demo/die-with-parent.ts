/**
 * Loaded (`--import`) into each child process of the demo: the child ends when its standard input
 * closes, which happens however the parent ends, SIGKILL included. Without this a killed demo
 * would leave gateways behind that hold ports.
 */

import process from 'node:process';

/** The child's own SIGTERM handling gets this long. */
const GRACE_MS = 2_000;

process.stdin.resume();
// The watch alone must not keep alive a child that has ended its work, or failed.
if ('unref' in process.stdin) process.stdin.unref();
process.stdin.on('error', end);
process.stdin.on('end', end);
process.stdin.on('close', end);

function end(): void {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref();
}
