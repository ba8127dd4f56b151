/**
 * What a gateway says of its targets: weight in use and health, polled from its Admin API once a
 * second for the live views. A poll that fails leaves the view before it; figures never depend on it.
 */

import { request } from 'undici';

interface TargetView {
  readonly weight: number | null;
  readonly health: string | null;
}

/** By `upstream target`. */
export type GatewayView = ReadonlyMap<string, TargetView>;

const TIMEOUT_MS = 900;

export function viewKey(upstream: string, target: string): string {
  return `${upstream} ${target}`;
}

/** `null` when the gateway does not answer, or not with what Kong answers. */
export async function readGatewayView(
  adminUrl: string,
  upstreams: readonly string[],
): Promise<GatewayView | null> {
  try {
    const lists = await Promise.all(upstreams.map((upstream) => readUpstream(adminUrl, upstream)));
    return new Map(lists.flat());
  } catch {
    return null;
  }
}

async function readUpstream(
  adminUrl: string,
  upstream: string,
): Promise<[key: string, view: TargetView][]> {
  const { statusCode, body } = await request(`${adminUrl}/upstreams/${upstream}/health`, {
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const answer: unknown = await body.json();
  if (statusCode !== 200) throw new Error(`health of ${upstream}: status ${statusCode}`);
  return listOf(answer).map((entry) => {
    const data = fieldOf(entry, 'data');
    const weight = fieldOf(data, 'nodeWeight');
    const health = fieldOf(entry, 'health');
    return [
      viewKey(upstream, String(fieldOf(entry, 'target'))),
      {
        weight: typeof weight === 'number' ? weight : null,
        health: typeof health === 'string' ? health : null,
      },
    ];
  });
}

function listOf(answer: unknown): unknown[] {
  const data = fieldOf(answer, 'data');
  return Array.isArray(data) ? data : [];
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
