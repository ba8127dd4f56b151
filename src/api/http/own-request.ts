/**
 * Requests of this machine, for an API that lets it in without a token. A page of somebody else in
 * a browser here must not count as such: its host name (DNS rebinding) or its origin gives it away.
 */

import type { FastifyRequest } from 'fastify';

import { isLoopbackAddress } from '../../lib/loopback.ts';

const OWN_NAMES = new Set(['localhost', '[::1]', '::1']);

/** Sent to this machine by its loopback name, and not from a page of another origin. */
export function isOwnRequest({ method, headers, hostname }: FastifyRequest): boolean {
  if (!OWN_NAMES.has(hostname) && !isLoopbackAddress(hostname)) return false;
  // A link that a person follows shows them the page; whoever wrote the link sees nothing of it.
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': dest } = headers;
  if (method === 'GET' && mode === 'navigate' && dest === 'document') return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin, host } = headers;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}
