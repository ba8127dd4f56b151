/**
 * What a schema cannot say of a drill. Each check takes the parts it needs from the data as they
 * stand and keeps still when one of them is itself wrong, so that all problems are told at once.
 */

import { parseDurationMs, parseRatio } from '../../lib/quantities.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Finding } from '../../strategy/problem.ts';
import { suggestFix } from '../../strategy/suggest.ts';
import { valueAt } from '../../strategy/walk.ts';
import { cronFault } from '../schedule.ts';

/** @param strategy `null` when there is none at hand: names are not checked then. */
export function checkDrill(data: unknown, strategy: Strategy | null): Finding[] {
  const named = strategy === null ? [] : checkNames(data, strategy);
  return [...named, ...checkScope(data), ...checkSchedule(data), ...checkTimes(data)];
}

function checkNames(data: unknown, strategy: Strategy): Finding[] {
  const region = valueAt(data, ['scope', 'region']);
  const regions = strategy.regions.map(({ name }) => name);
  const services = strategy.services.map(({ name }) => name);
  const targets = strategy.services.flatMap((service) =>
    service.targets.map(({ target }) => target),
  );
  return [
    ...unknown(region, { path: ['scope', 'region'], what: 'a region', words: regions }),
    ...listAt(data, 'services').flatMap((service, index) =>
      unknown(service, { path: ['scope', 'services', index], what: 'a service', words: services }),
    ),
    ...listAt(data, 'targets').flatMap((target, index) =>
      unknown(target, { path: ['scope', 'targets', index], what: 'a target', words: targets }),
    ),
  ];
}

function unknown(
  value: unknown,
  options: {
    readonly path: readonly (string | number)[];
    readonly what: string;
    readonly words: readonly string[];
  },
): Finding[] {
  const { path, what, words } = options;
  if (typeof value !== 'string' || words.includes(value)) return [];
  const message = `${value} is not ${what} of the strategy`;
  return [{ code: 'BLS1901', path: [...path], message, fix: suggestFix(value, words) }];
}

function checkScope(data: unknown): Finding[] {
  const scope = valueAt(data, ['scope']);
  const kind = valueAt(data, ['fault', 'kind']);
  if (typeof scope !== 'object' || scope === null || typeof kind !== 'string') return [];
  const share = valueAt(scope, ['share']);
  const isPart = typeof share === 'string' && (parseRatio(share) ?? 1) < 1;
  const region = valueAt(scope, ['region']);
  const hasTargets = valueAt(scope, ['targets']) !== undefined;
  const isPlaced = region !== undefined || hasTargets;
  const at = (key: string, message: string, fix: string): Finding => {
    const path = valueAt(scope, [key]) === undefined ? ['scope'] : ['scope', key];
    return { code: 'BLS1902', path, message, fix };
  };
  const findings: Finding[] = [];
  if (kind === 'request-termination') {
    if (isPart) {
      const message = 'the plugin answers all requests or those with a trigger, no share of them';
      findings.push(at('share', message, 'remove share, and write fault: { trigger: x-drill }'));
    }
    if (hasTargets) {
      const message = 'the plugin answers for services and regions, not for one target';
      findings.push(at('targets', message, 'name a region or services, or use health-mark'));
    }
  } else if (!isPlaced) {
    const message = `${kind} needs a region or targets`;
    findings.push(at('region', message, 'write scope: { region: NAME }'));
  }
  if (isPart && hasTargets) {
    const message = 'targets and a share of them contradict';
    findings.push(at('share', message, 'name the targets you mean, without a share'));
  }
  if (isPart && !['health-mark', 'weight-out', 'request-termination'].includes(kind)) {
    const message = `Ballast cannot split ${kind}: it does what your own system does`;
    findings.push(at('share', message, 'name the targets that it hits'));
  }
  return findings;
}

function checkSchedule(data: unknown): Finding[] {
  const cron = valueAt(data, ['schedule', 'cron']);
  const zone = valueAt(data, ['schedule', 'zone']) ?? 'UTC';
  if (typeof cron !== 'string' || typeof zone !== 'string') return [];
  const fault = cronFault({ cron, zone });
  if (fault === null) return [];
  const key = fault.of;
  const { message } = fault;
  const fix =
    key === 'zone'
      ? 'write a name such as Europe/Amsterdam'
      : "write minute, hour, day, month and weekday, such as '0 10 * * 2'";
  return [{ code: 'BLS1903', path: ['schedule', key], message, fix }];
}

/** What must happen within the fault has to fit into it. */
function checkTimes(data: unknown): Finding[] {
  const durationMs = durationAt(data, ['duration']);
  if (durationMs === null) return [];
  const findings = ['cleanAfter', 'decidedAfter'].flatMap((key): Finding[] => {
    const limitMs = durationAt(data, ['expect', key]);
    if (limitMs === null || limitMs < durationMs) return [];
    const message = `the fault is over before this limit of ${key} is reached`;
    const fix = 'make duration longer than it';
    return [{ code: 'BLS1904', path: ['expect', key], message, fix }];
  });
  const endsMs = durationAt(data, ['fault', 'endsAfter']);
  if (endsMs === null || endsMs >= durationMs) return findings;
  const message = 'the fault ends by itself before the drill does';
  const fix = 'make duration shorter, or endsAfter longer';
  return [...findings, { code: 'BLS1904', path: ['fault', 'endsAfter'], message, fix }];
}

function durationAt(data: unknown, path: readonly string[]): number | null {
  const value = valueAt(data, [...path]);
  return typeof value === 'string' ? parseDurationMs(value) : null;
}

function listAt(data: unknown, key: string): readonly unknown[] {
  const value = valueAt(data, ['scope', key]);
  return Array.isArray(value) ? value : [];
}
