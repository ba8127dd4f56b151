/**
 * What a schema cannot say of a drill. Each check takes the parts it needs from the data as they
 * stand and keeps still when one of them is itself wrong, so that all problems are told at once.
 */

import { parseDurationMs, parseRatio } from '../../lib/quantities.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Finding } from '../../strategy/problem.ts';
import { suggestFix } from '../../strategy/suggest.ts';
import { valueAt } from '../../strategy/walk.ts';
import type { Bilingual } from '../../strategy/wording.ts';
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
    ...unknown(region, { path: ['scope', 'region'], what: 'region', words: regions }),
    ...listAt(data, 'services').flatMap((service, index) =>
      unknown(service, { path: ['scope', 'services', index], what: 'service', words: services }),
    ),
    ...listAt(data, 'targets').flatMap((target, index) =>
      unknown(target, { path: ['scope', 'targets', index], what: 'target', words: targets }),
    ),
  ];
}

function unknown(
  value: unknown,
  options: {
    readonly path: readonly (string | number)[];
    readonly what: keyof typeof NAMED_NL;
    readonly words: readonly string[];
  },
): Finding[] {
  const { path, what, words } = options;
  if (typeof value !== 'string' || words.includes(value)) return [];
  const message = `${value} is not a ${what} of the strategy`;
  const inDutch = {
    message: `${value} is geen ${NAMED_NL[what]} van de strategie`,
    fix: suggestFix(value, words, 'nl'),
  };
  return [{ code: 'BLS1901', path: [...path], message, fix: suggestFix(value, words), inDutch }];
}

const NAMED_NL = { region: 'regio', service: 'service', target: 'target' } as const;

function checkScope(data: unknown): Finding[] {
  const scope = valueAt(data, ['scope']);
  const kind = valueAt(data, ['fault', 'kind']);
  if (typeof scope !== 'object' || scope === null || typeof kind !== 'string') return [];
  const share = valueAt(scope, ['share']);
  const isPart = typeof share === 'string' && (parseRatio(share) ?? 1) < 1;
  const region = valueAt(scope, ['region']);
  const hasTargets = valueAt(scope, ['targets']) !== undefined;
  const isPlaced = region !== undefined || hasTargets;
  const at = (key: string, said: Bilingual): Finding => {
    const path = valueAt(scope, [key]) === undefined ? ['scope'] : ['scope', key];
    return { code: 'BLS1902', path, ...said };
  };
  const findings: Finding[] = [];
  if (kind === 'request-termination') {
    if (isPart) {
      findings.push(at('share', MISFITS.shareOfPlugin));
    }
    if (hasTargets) {
      findings.push(at('targets', MISFITS.targetOfPlugin));
    }
  } else if (!isPlaced) {
    const said = {
      message: `${kind} needs a region or targets`,
      fix: 'write scope: { region: NAME }',
      inDutch: {
        message: `${kind} heeft een regio of targets nodig`,
        fix: 'schrijf scope: { region: NAAM }',
      },
    };
    findings.push(at('region', said));
  }
  if (isPart && hasTargets) {
    findings.push(at('share', MISFITS.shareOfTargets));
  }
  if (isPart && !['health-mark', 'weight-out', 'request-termination'].includes(kind)) {
    const said = {
      message: `Ballast cannot split ${kind}: it does what your own system does`,
      fix: 'name the targets that it hits',
      inDutch: {
        message: `Ballast kan ${kind} niet opdelen: het doet wat je eigen systeem doet`,
        fix: 'noem de targets die het raakt',
      },
    };
    findings.push(at('share', said));
  }
  return findings;
}

const MISFITS = {
  shareOfPlugin: {
    message: 'the plugin answers all requests or those with a trigger, no share of them',
    fix: 'remove share, and write fault: { trigger: x-drill }',
    inDutch: {
      message: 'de plugin beantwoordt alle requests of die met een trigger, geen deel ervan',
      fix: 'haal share weg, en schrijf fault: { trigger: x-drill }',
    },
  },
  targetOfPlugin: {
    message: 'the plugin answers for services and regions, not for one target',
    fix: 'name a region or services, or use health-mark',
    inDutch: {
      message: 'de plugin antwoordt voor services en regio’s, niet voor één target',
      fix: 'noem een regio of services, of gebruik health-mark',
    },
  },
  shareOfTargets: {
    message: 'targets and a share of them contradict',
    fix: 'name the targets you mean, without a share',
    inDutch: {
      message: 'targets en een deel ervan spreken elkaar tegen',
      fix: 'noem de targets die je bedoelt, zonder share',
    },
  },
} as const satisfies Record<string, Bilingual>;

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
  const inDutch = {
    message: fault.messageInDutch,
    fix:
      key === 'zone'
        ? 'schrijf een naam zoals Europe/Amsterdam'
        : "schrijf minuut, uur, dag, maand en weekdag, zoals '0 10 * * 2'",
  };
  return [{ code: 'BLS1903', path: ['schedule', key], message, fix, inDutch }];
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
    const inDutch = {
      message: `de storing is voorbij voordat deze grens van ${key} bereikt is`,
      fix: 'maak duration langer dan die grens',
    };
    return [{ code: 'BLS1904', path: ['expect', key], message, fix, inDutch }];
  });
  const endsMs = durationAt(data, ['fault', 'endsAfter']);
  if (endsMs === null || endsMs >= durationMs) return findings;
  const message = 'the fault ends by itself before the drill does';
  const fix = 'make duration shorter, or endsAfter longer';
  const inDutch = {
    message: 'de storing eindigt vanzelf voordat de oefening dat doet',
    fix: 'maak duration korter, of endsAfter langer',
  };
  const path = ['fault', 'endsAfter'];
  return [...findings, { code: 'BLS1904', path, message, fix, inDutch }];
}

function durationAt(data: unknown, path: readonly string[]): number | null {
  const value = valueAt(data, [...path]);
  return typeof value === 'string' ? parseDurationMs(value) : null;
}

function listAt(data: unknown, key: string): readonly unknown[] {
  const value = valueAt(data, ['scope', key]);
  return Array.isArray(value) ? value : [];
}
