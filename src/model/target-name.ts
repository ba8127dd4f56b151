/**
 * Kong stores IPv6 targets in long form, and finds them by that form only (facts 12, 14):
 * `[::1]:9003` → `[0000:0000:0000:0000:0000:0000:0000:0001]:9003`. A missing port becomes 8000.
 */

/** The name under which Kong keeps a target; host names, IPv4 addresses and ids stay as written. */
export function storedTargetName(target: string): string {
  const match = /^\[([0-9a-fA-F:.]+)\](:\d+)?$/.exec(target);
  const longForm = match?.[1] === undefined ? null : expandIpv6(match[1]);
  const stored = longForm === null ? target : `[${longForm}]${match?.[2] ?? ''}`;
  return UUID.test(target) || /:\d+$/.test(stored) ? stored : `${stored}:8000`;
}

/** Targets may also be named by their id. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function expandIpv6(address: string): string | null {
  const [head = '', tail, extra] = address.split('::');
  if (extra !== undefined || address.includes('.')) return null;
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  return groups.map((group) => group.toLowerCase().padStart(4, '0')).join(':');
}
