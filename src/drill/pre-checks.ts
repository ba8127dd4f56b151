/**
 * May this drill begin now? Each check with its numbers; one that does not pass says how to go on.
 * Pure: the facts are gathered by `gather-facts.ts`.
 */

import type { Drill } from '../model/drill.ts';
import type { PreCheck, PreCheckCode } from '../model/drill-report.ts';
import { isActive } from '../model/override.ts';
import type { StatusSnapshot } from '../model/status.ts';
import type { DrillFacts } from './facts.ts';
import { endsByItself } from './faults.ts';
import { checkHeadroom } from './headroom.ts';
import { blockedBy } from './schedule.ts';
import { placesOf, regionsOf, terminatedServices } from './scope.ts';
import type { DrillSecond } from './seconds.ts';

/** A controller writes a snapshot each tick; older than this it is not there. */
const FRESH_MS = 5_000;

export function checkBefore(facts: DrillFacts): readonly PreCheck[] {
  return CHECKS.map(([code, check]) => ({ code, ...check(facts) }));
}

type Found = Omit<PreCheck, 'code'>;

/** In the order in which people look: is anybody there, is it quiet, is there room. */
const CHECKS: readonly (readonly [PreCheckCode, (facts: DrillFacts) => Found])[] = [
  ['controller', checkController],
  ['mode', checkMode],
  ['telemetry', checkTelemetry],
  ['kong', checkKong],
  ['no-drill', checkNoDrill],
  ['nobody-else', checkNobodyElse],
  ['regions-healthy', checkRegions],
  ['headroom', checkHeadroom],
  ['budget', checkBudget],
  ['window', checkWindow],
  ['blast-radius', checkBlastRadius],
  ['lever', checkLever],
  ['dead-man', checkDeadMan],
];

function passed(found: string): Found {
  return { passed: true, found, fix: null };
}

function refused(found: string, fix: string): Found {
  return { passed: false, found, fix };
}

function isLed({ snapshot, nowMs }: DrillFacts): boolean {
  return snapshot?.leader != null && nowMs - snapshot.atMs <= FRESH_MS;
}

function checkController(facts: DrillFacts): Found {
  const { snapshot, nowMs } = facts;
  if (snapshot === null) {
    return refused(
      'no controller has ever ticked here',
      'start `ballast run`, or name its --state',
    );
  }
  const ageMs = nowMs - snapshot.atMs;
  const age = `the newest tick is ${(ageMs / 1_000).toFixed(1)} s old`;
  if (isLed(facts)) return passed(`${snapshot.leader?.holder} leads, ${age}`);
  return snapshot.leader == null
    ? refused('nobody leads', 'start `ballast run`, or wait until one has the lease')
    : refused(`${age}, at most ${FRESH_MS / 1_000} s is needed`, 'see why `ballast run` stopped');
}

function checkMode({ snapshot }: DrillFacts): Found {
  if (snapshot?.mode === 'act') return passed('mode act');
  return refused(
    `mode ${snapshot?.mode ?? 'unknown'}: Ballast would only watch`,
    'ballast enable; or see what it would do with --shadow',
  );
}

function checkTelemetry({ snapshot }: DrillFacts): Found {
  const stale = snapshot?.stale ?? [];
  if (snapshot === null) return refused('nothing is known', 'start `ballast run`');
  if (stale.length === 0) return passed('every signal is fresh');
  return refused(
    `stale: ${stale.map(({ signal }) => signal).join(', ')}`,
    'see `ballast status`; what is not seen cannot be drilled',
  );
}

function checkKong({ kong }: DrillFacts): Found {
  const failed = kong.filter(({ failure }) => failure !== null);
  if (failed.length === 0)
    return passed(`Admin APIs that answer: ${kong.length} of ${kong.length}`);
  return refused(
    failed.map(({ node, failure }) => `${node}: ${failure}`).join('; '),
    'a fault that cannot be taken back is not injected: mend the Admin API first',
  );
}

function checkNoDrill({ active }: DrillFacts): Found {
  if (active === null) return passed('no other drill runs');
  return refused(
    `${active.id} is ${active.phase}, begun by ${active.by}`,
    'wait for its end, or `ballast drill abort --reason …`',
  );
}

function checkNobodyElse({ overrides, snapshot, nowMs }: DrillFacts): Found {
  const levers = overrides.filter((one) => isActive(one, nowMs));
  if (levers.length > 0) {
    return refused(
      levers.map(({ lever, by }) => `${lever.kind} by ${by}`).join(', '),
      'let it end, or end it: `ballast overrides`',
    );
  }
  const foreign = (snapshot?.gateways ?? []).filter((gateway) => gateway.foreign.length > 0);
  if (foreign.length > 0) {
    return refused(
      foreign
        .map((one) => `${one.gateway}: ${one.foreign.join(', ')} written by others`)
        .join('; '),
      'ballast enable, when they are done',
    );
  }
  return passed('no lever in force, nobody else writes');
}

function checkRegions({ snapshot, strategy, drill }: DrillFacts): Found {
  const services = placesOf(drill, strategy).map(({ service }) => service.name);
  const places = (snapshot?.upstreams ?? [])
    .filter(({ service }) => services.includes(service))
    .flatMap(({ service, regions }) => regions.map((region) => ({ service, ...region })));
  const moving = places.filter(({ phase }) => phase !== 'healthy');
  const out = places.flatMap(({ service, targets }) =>
    targets
      .filter(
        ({ rotation, probe, kong }) => rotation !== 'in' || probe === 'bad' || kong === 'down',
      )
      .map(({ target }) => `${service} ${target}`),
  );
  if (places.length === 0) return refused('nothing is known of its services', 'see ballast status');
  if (moving.length === 0 && out.length === 0) {
    return passed(`${places.length} regions of services healthy, every target in rotation`);
  }
  const told = [
    ...moving.map(({ service, region, phase }) => `${service} in ${region} is ${phase}`),
    ...out.map((target) => `${target} is not well`),
  ];
  return refused(told.slice(0, 5).join(', '), 'wait until all is well: `ballast status`');
}

function checkBudget({ snapshot, drill, strategy }: DrillFacts): Found {
  const services = placesOf(drill, strategy).map(({ service }) => service.name);
  const known = (snapshot?.upstreams ?? []).filter(({ service }) => services.includes(service));
  const needed = drill.limits.budgetLeftRatio;
  const worst = known.toSorted((a, b) => leftOf(a) - leftOf(b))[0];
  if (worst === undefined) return refused('no budget is known', 'see ballast status');
  const found = `${percent(leftOf(worst))} left of ${worst.service}, ${percent(needed)} needed`;
  if (leftOf(worst) >= needed) return passed(found);
  return refused(found, 'drill when there is budget to spend, or lower limits.budget');
}

function leftOf({ budget }: StatusSnapshot['upstreams'][number]): number {
  return budget?.leftRatio ?? 1;
}

function checkWindow({ drill, strategy, nowMs }: DrillFacts): Found {
  const places = placesOf(drill, strategy);
  const windows = [
    ...(drill.schedule?.blocked ?? []),
    ...(strategy.safety?.blockedDrills ?? []),
    ...places.flatMap(({ service }) => service.failback.blocked),
  ];
  const blocked = blockedBy(windows, nowMs);
  if (blocked === null) return passed(`none of ${windows.length} blocked windows is now`);
  return refused(`${blocked.text} is blocked`, 'drill after it');
}

function checkBlastRadius({ drill, seconds, strategy }: DrillFacts): Found {
  const ratio = blastRatio(seconds, drill);
  const limit = drill.limits.trafficRatio;
  const regions = regionsOf(placesOf(drill, strategy)).join(', ');
  if (ratio === null) {
    return limit >= 1
      ? passed('no traffic yet; limits.traffic is 100 %')
      : refused('no traffic: its part is not known', 'drill with traffic');
  }
  const found = `${percent(ratio)} of all requests go to it (${regions}), at most ${percent(limit)}`;
  if (ratio <= limit) return passed(found);
  return refused(found, 'name fewer services or a smaller share, or raise limits.traffic');
}

/** Part of all requests that what is drilled serves; `null` without any. */
export function blastRatio(seconds: readonly DrillSecond[], drill: Drill): number | null {
  const all = seconds.reduce((sum, one) => sum + one.allRequests, 0);
  if (all === 0) return null;
  const tries = seconds.reduce((sum, one) => sum + one.scopeTries, 0);
  const isWeight = drill.fault.kind === 'weight-out';
  return Math.min(1, (tries / all) * (isWeight ? drill.scope.shareRatio : 1));
}

function checkLever({ drill, databases, strategy }: DrillFacts): Found {
  const { kind } = drill.fault;
  const places = placesOf(drill, strategy);
  if (places.length === 0 && kind !== 'request-termination') {
    return refused('no target of the strategy is in its scope', 'correct scope in the file');
  }
  if (kind === 'request-termination') {
    if (terminatedServices(drill, strategy).length === 0) {
      return refused(
        'in one level all regions share their service in Kong: no plugin answers for one alone',
        'name services without a region, or use health-mark',
      );
    }
    const without = Object.entries(databases).flatMap(([name, has]) => (has ? [] : [name]));
    if (without.length > 0) {
      return refused(
        `${without.join(', ')} runs without a database: no plugin can be added`,
        'use health-mark, which works there',
      );
    }
  }
  const marks = 'health-mark: no request fails by it, so retries and time-outs are not tested';
  return passed(kind === 'health-mark' ? marks : kind);
}

function checkDeadMan(facts: DrillFacts): Found {
  const { drill, undoneAfterMs } = facts;
  const { fault } = drill;
  const watched = 'the controller ends it if this process dies';
  if (fault.kind === 'health-mark' && undoneAfterMs !== null) {
    return passed(`Kong’s own probes end it within ${undoneAfterMs / 1_000} s if everybody dies`);
  }
  if (fault.kind !== 'health-mark' && endsByItself(fault)) {
    return passed('it ends by itself, as the file says (endsAfter)');
  }
  if (isLed(facts)) return passed(watched);
  return refused(
    'it does not end by itself, and nobody would be left to end it',
    'start `ballast run`, or use a fault that ends by itself: health-mark, or endsAfter',
  );
}

function percent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(2))} %`;
}
