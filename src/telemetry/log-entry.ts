/**
 * One entry of Kong's http-log, tcp-log or udp-log, reduced to what attribution needs.
 *
 * Read by hand instead of by schema: thousands of entries a second come from outside, most of each
 * is not looked at, and whatever is missing or odd must cost one counter and nothing more.
 */

export interface LogTry {
  /** `ip:port`, IPv6 in brackets. */
  readonly address: string;
  readonly isFailed: boolean;
  /** Status that Kong noted for a failed try: 502 no answer, 504 time-out. */
  readonly code: number | null;
  readonly startedAtMs: number | null;
  /** Of `upstream_status`; `null` when the target gave none. */
  readonly status: number | null;
  /** Of the custom field `upstream_response_time`. */
  readonly responseTimeMs: number | null;
}

export interface LogEntry {
  readonly requestId: string | null;
  /** `service.host`: the name of the upstream, when there is one. */
  readonly upstream: string;
  /** What the client got; 499 when it left before. */
  readonly status: number;
  /** Who made the answer; `null` before Kong 3.6. */
  readonly source: 'upstream' | 'kong' | null;
  /** In the order made; tries without an address (no further peer) are left out. */
  readonly tries: readonly LogTry[];
  /** Time to first byte of the last try; `null` when no target was tried. */
  readonly proxyMs: number | null;
  readonly requestMs: number | null;
  /** By the clock of the Kong node; `null` when it does not tell. */
  readonly endedAtMs: number | null;
  /** The service's read time-out. */
  readonly readTimeoutMs: number | null;
}

export type MalformedReason = 'not-an-object' | 'no-service' | 'no-status';

/** Never throws, whatever the value. */
export function parseLogEntry(value: unknown): LogEntry | MalformedReason {
  const entry = asRecord(value);
  if (entry === null) return 'not-an-object';
  const service = asRecord(entry['service']);
  const upstream = service?.['host'];
  if (typeof upstream !== 'string') return 'no-service';
  const status = asNumber(asRecord(entry['response'])?.['status']);
  if (status === null) return 'no-status';
  const latencies = asRecord(entry['latencies']);
  const requestId = asRecord(entry['request'])?.['id'];
  const source = entry['source'];
  const startedAtMs = asNumber(entry['started_at']);
  const requestMs = asDurationMs(latencies?.['request']);
  return {
    requestId: typeof requestId === 'string' && requestId !== '' ? requestId : null,
    upstream,
    status,
    source: source === 'upstream' || source === 'kong' ? source : null,
    tries: parseTries(entry),
    proxyMs: asDurationMs(latencies?.['proxy']),
    requestMs,
    endedAtMs: startedAtMs === null ? null : startedAtMs + (requestMs ?? 0),
    readTimeoutMs: asDurationMs(service?.['read_timeout']),
  };
}

/** More tries than Kong's own limit is not a log of Kong; bounds the work for one entry. */
const MAX_TRIES = 256;

function parseTries(entry: Record<string, unknown>): LogTry[] {
  const statuses = parseList(entry['upstream_status']);
  const times = parseList(entry['upstream_response_time']);
  const listed = entry['tries'];
  const tries: unknown[] = Array.isArray(listed)
    ? listed.slice(0, MAX_TRIES)
    : parseList(entry['upstream_addr']).map((address) => ({ address }));
  return tries.flatMap((value, index) => {
    const details = asRecord(value);
    const address = details === null ? null : addressOf(details);
    if (details === null || address === null) return [];
    const seconds = asNumber(Number(times[index] ?? Number.NaN));
    return [
      {
        address,
        isFailed: details['state'] === 'failed',
        code: asNumber(details['code']),
        startedAtMs: asNumber(details['balancer_start']),
        status: parseStatus(statuses[index]),
        responseTimeMs: seconds === null || seconds < 0 ? null : seconds * 1_000,
      },
    ];
  });
}

function addressOf(details: Record<string, unknown>): string | null {
  const { ip, port, address } = details;
  if (typeof ip === 'string' && typeof port === 'number') return formatAddress(ip, port);
  return typeof address === 'string' && /:\d+$/.test(address) ? address.toLowerCase() : null;
}

/** One spelling for each address: lower case, IPv6 in brackets. */
export function formatAddress(ip: string, port: number): string {
  const bare = ip.replace(/^\[|\]$/g, '').toLowerCase();
  return bare.includes(':') ? `[${bare}]:${port}` : `${bare}:${port}`;
}

/** nginx's lists: one item per try, `, ` between them and ` : ` across internal redirects. */
function parseList(value: unknown): string[] {
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'string' || value === '') return [];
  return value.split(/, | : | :$/, MAX_TRIES);
}

function parseStatus(text: string | undefined): number | null {
  return text !== undefined && /^\d{3}$/.test(text) ? Number(text) : null;
}

/** Kong writes -1 where there was nothing to measure. */
function asDurationMs(value: unknown): number | null {
  const ms = asNumber(value);
  return ms === null || ms < 0 ? null : ms;
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function asRecord(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return value as Record<string, unknown>;
}
