/** Times of one service that must fit into each other. */

import { formatDuration } from '../../lib/quantities.ts';
import type { Finding } from '../problem.ts';
import { eachService } from './check.ts';
import type { Check } from './check.ts';

export const healthTimeout = eachService(({ written, service, path }) => {
  const { intervalMs, timeoutMs } = service.health;
  if (written.health.timeout === undefined || timeoutMs < intervalMs) return [];
  const best = formatDuration(Math.floor(intervalMs * 0.8));
  return [
    {
      code: 'BLS1401',
      path: [...path, 'health', 'timeout'],
      message: `the time-out of ${formatDuration(timeoutMs)} is not below the interval of ${formatDuration(intervalMs)}`,
      fix: `write ${best}, or make the interval longer`,
      inDutch: {
        message: `de time-out van ${formatDuration(timeoutMs)} is niet korter dan het interval van ${formatDuration(intervalMs)}`,
        fix: `schrijf ${best}, of maak het interval langer`,
      },
      because: [[...path, 'health', 'interval']],
    },
  ];
});

export const triesWithinDeadline = eachService(({ service, path }) => {
  const { deadlineMs } = service.client;
  const { retries, timeoutMs, connectTimeoutMs } = service.protect;
  const because = [
    [...path, 'client'],
    [...path, 'protect', 'timeout'],
  ];
  const deadline = formatDuration(deadlineMs);
  const findings: Finding[] = [];
  if (connectTimeoutMs >= deadlineMs) {
    const better = formatDuration(Math.min(500, partOf(deadlineMs, 4)));
    findings.push({
      code: 'BLS1408',
      path: [...path, 'protect', 'connectTimeout'],
      message: `connecting may take ${formatDuration(connectTimeoutMs)}, but callers wait ${deadline}`,
      fix: `write ${better}, or raise client.deadline`,
      inDutch: {
        message: `verbinden mag ${formatDuration(connectTimeoutMs)} duren, maar clients wachten ${deadline}`,
        fix: `schrijf ${better}, of verhoog client.deadline`,
      },
      because,
    });
  }
  if (timeoutMs === null) return findings;
  const timeout = formatDuration(timeoutMs);
  if (timeoutMs > deadlineMs) {
    findings.push({
      code: 'BLS1403',
      path: [...path, 'protect', 'timeout'],
      message: `the time-out of ${timeout} is beyond the callers’ deadline of ${deadline}`,
      fix: `write ${formatDuration(partOf(deadlineMs, 2))} or less, or raise client.deadline`,
      inDutch: {
        message: `de time-out van ${timeout} gaat over de deadline van de clients heen, ${deadline}`,
        fix: `schrijf ${formatDuration(partOf(deadlineMs, 2))} of minder, of verhoog client.deadline`,
      },
      because,
    });
  } else if (retries !== null && (retries + 1) * timeoutMs > deadlineMs) {
    const fitting = Math.floor(deadlineMs / timeoutMs) - 1;
    const shorter = formatDuration(partOf(deadlineMs, retries + 1));
    findings.push({
      code: 'BLS1404',
      path: [...path, 'protect', 'retries'],
      message: `${retries + 1} tries of ${timeout} take ${formatDuration((retries + 1) * timeoutMs)}, but callers wait ${deadline}`,
      fix: `write retries: ${fitting}, or timeout: ${shorter}`,
      inDutch: {
        message: `${retries + 1} pogingen van ${timeout} duren ${formatDuration((retries + 1) * timeoutMs)}, maar clients wachten ${deadline}`,
        fix: `schrijf retries: ${fitting}, of timeout: ${shorter}`,
      },
      because,
    });
  }
  return findings;
});

/** Rounded down, but never to nothing: a time of 0 is none that may be written. */
function partOf(durationMs: number, parts: number): number {
  return Math.max(1, Math.floor(durationMs / parts));
}

const LIMITS = ['second', 'minute', 'hour', 'day'] as const;

const UNITS_NL = { second: 'seconde', minute: 'minuut', hour: 'uur', day: 'dag' } as const;

/** Kong: "The limit for minute(5) cannot be lower than the limit for second(10)". */
export const rateLimits = eachService(({ service, path }) => {
  const limits = service.protect.rateLimit ?? {};
  const stated = LIMITS.flatMap((unit) => {
    const count = limits[unit];
    return count === undefined ? [] : [{ unit, count }];
  });
  return stated.flatMap(({ unit, count }, index): Finding[] => {
    const before = stated[index - 1];
    if (before === undefined || count >= before.count) return [];
    const message = `${count} per ${unit} is less than ${before.count} per ${before.unit}; Kong refuses that`;
    const fix = `write at least ${before.count}, or remove one of the two`;
    const inDutch = {
      message: `${count} per ${UNITS_NL[unit]} is minder dan ${before.count} per ${UNITS_NL[before.unit]}; Kong weigert dat`,
      fix: `schrijf minstens ${before.count}, of haal een van de twee weg`,
    };
    const place = [...path, 'protect', 'rateLimit', unit];
    return [{ code: 'BLS1409', path: place, message, fix, inDutch }];
  });
});

export const emptyRateLimit = eachService(({ written, path }) => {
  const limits = written.protect?.rateLimit;
  if (limits === undefined || Object.keys(limits).length > 0) return [];
  const fix = 'write a limit, such as `rateLimit: { minute: 6000 }`, or remove it';
  const place = [...path, 'protect', 'rateLimit'];
  const inDutch = {
    message: 'er is geen limiet opgegeven',
    fix: 'schrijf een limiet, zoals `rateLimit: { minute: 6000 }`, of haal het weg',
  };
  return [{ code: 'BLS1107', path: place, message: 'no limit is given', fix, inDutch }];
});

/** Signals must be renewed some times before they count as stale. */
const RENEWALS = 3;

export const telemetryExpiry: Check = ({ strategy }) => {
  const { expiryMs } = strategy.telemetry;
  const slowest = strategy.services.toSorted(
    (a, b) => b.health.intervalMs - a.health.intervalMs,
  )[0];
  if (slowest === undefined || expiryMs >= RENEWALS * slowest.health.intervalMs) return [];
  const interval = formatDuration(slowest.health.intervalMs);
  return [
    {
      code: 'BLS1410',
      path: ['telemetry', 'expiry'],
      message: `after ${formatDuration(expiryMs)} signals are stale, but ${slowest.name} is probed every ${interval} only`,
      fix: `write ${formatDuration(RENEWALS * slowest.health.intervalMs)} or more`,
      inDutch: {
        message: `na ${formatDuration(expiryMs)} zijn signalen verouderd, maar ${slowest.name} wordt maar elke ${interval} getest`,
        fix: `schrijf ${formatDuration(RENEWALS * slowest.health.intervalMs)} of meer`,
      },
      because: [['services', slowest.name, 'health', 'interval']],
    },
  ];
};
