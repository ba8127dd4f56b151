/** Names of upstreams that belong to one service: its own, and those of the two-level layout. */

/** @param upstream as an event names it. */
export function isUpstreamOf(own: string, upstream: string | null): boolean {
  if (upstream === null) return false;
  return upstream === own || upstream === `${own}-outer` || upstream.startsWith(`${own}.`);
}
