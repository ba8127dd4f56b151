/**
 * May this drill begin now? Each check with its numbers; one that does not pass says how to go on.
 * Pure: the facts are gathered by `gather-facts.ts`.
 */

import type { Drill } from '../model/drill.ts';
import type { Said, SaidPart } from '../lib/said.ts';
import type { PreCheck, PreCheckCode } from '../model/drill-report.ts';
import { isActive } from '../model/override.ts';
import { signalSaid } from '../model/sentences.ts';
import type { StatusSnapshot } from '../model/status.ts';
import { phaseSaid, sayDrill } from '../operations/drills-speech.ts';
import { leverSaid, passed, refused } from './check-words.ts';
import type { DrillFacts } from './facts.ts';
import { endsByItself } from './faults.ts';
import { checkHeadroom } from './headroom.ts';
import { checkLaw } from './law-check.ts';
import { blockedBy } from './schedule.ts';
import { placesOf, refusedWrites, regionsOf, terminatedServices } from './scope.ts';
import type { DrillSecond } from './seconds.ts';

/** A controller writes a snapshot each tick; older than this it is not there. */
const FRESH_MS = 5_000;

export function checkBefore(facts: DrillFacts): readonly PreCheck[] {
  return CHECKS.flatMap(([code, check]) => {
    const found = check(facts);
    return found === null ? [] : [{ code, ...found }];
  });
}

type Found = Omit<PreCheck, 'code'>;

/** In the order in which people look: is anybody there, is it quiet, is there room. */
const CHECKS: readonly (readonly [PreCheckCode, (facts: DrillFacts) => Found | null])[] = [
  ['controller', checkController],
  ['mode', checkMode],
  ['telemetry', checkTelemetry],
  ['kong', checkKong],
  ['no-drill', checkNoDrill],
  ['nobody-else', checkNobodyElse],
  ['regions-healthy', checkRegions],
  ['headroom', checkHeadroom],
  ['law', checkLaw],
  ['budget', checkBudget],
  ['window', checkWindow],
  ['blast-radius', checkBlastRadius],
  ['lever', checkLever],
  ['dead-man', checkDeadMan],
];

function isLed({ snapshot, nowMs }: DrillFacts): boolean {
  return snapshot?.leader != null && nowMs - snapshot.atMs <= FRESH_MS;
}

function checkController(facts: DrillFacts): Found {
  const { snapshot, nowMs } = facts;
  if (snapshot === null)
    return refused(sayDrill('check-never-ticked'), sayDrill('fix-start-or-state'));
  const ageMs = nowMs - snapshot.atMs;
  if (isLed(facts)) {
    return passed(sayDrill('check-leads', { holder: snapshot.leader?.holder ?? '', ageMs }));
  }
  return snapshot.leader == null
    ? refused(sayDrill('check-nobody-leads'), sayDrill('fix-start-or-lease'))
    : refused(
        sayDrill('check-old-tick', { ageMs, limitMs: FRESH_MS }),
        sayDrill('fix-why-stopped'),
      );
}

function checkMode({ snapshot }: DrillFacts): Found {
  if (snapshot === null) return refused(sayDrill('check-nothing-known'), sayDrill('fix-start'));
  if (snapshot.mode === 'act') return passed(sayDrill('check-mode-act'));
  return refused(sayDrill('check-mode-observe'), sayDrill('fix-enable'));
}

function checkTelemetry({ snapshot }: DrillFacts): Found {
  const stale = snapshot?.stale ?? [];
  if (snapshot === null) return refused(sayDrill('check-nothing-known'), sayDrill('fix-start'));
  if (stale.length === 0) return passed(sayDrill('check-fresh'));
  const signals = stale.map(({ signal }) => signalSaid(signal) as SaidPart);
  return refused(sayDrill('check-stale', { signals }), sayDrill('fix-blind'));
}

function checkKong({ kong }: DrillFacts): Found {
  const nodes = kong.flatMap(({ node, failure }) =>
    failure === null ? [] : [sayDrill('check-node-fails', { node, failure })],
  );
  if (nodes.length === 0) return passed(sayDrill('check-admins-answer', { count: kong.length }));
  return refused(sayDrill('check-admins-fail', { nodes }), sayDrill('fix-admin'));
}

function checkNoDrill({ active }: DrillFacts): Found {
  if (active === null) return passed(sayDrill('check-no-drill'));
  const { id, by } = active;
  return refused(sayDrill('check-other-drill', { id, by }), sayDrill('fix-other-drill'));
}

function checkNobodyElse({ overrides, snapshot, nowMs }: DrillFacts): Found {
  const levers = overrides
    .filter((one) => isActive(one, nowMs))
    .map(({ lever, by }) => sayDrill('lever-of', { lever: leverSaid(lever), by }));
  if (levers.length > 0) {
    return refused(sayDrill('check-levers', { levers }), sayDrill('fix-levers'));
  }
  const places = (snapshot?.gateways ?? []).flatMap(({ gateway, foreign }) =>
    foreign.length === 0 ? [] : [sayDrill('foreign-at', { gateway, upstreams: foreign })],
  );
  if (places.length === 0) return passed(sayDrill('check-nobody-else'));
  return refused(sayDrill('check-foreign', { places }), sayDrill('fix-foreign'));
}

/** Of what is not well as many are named. */
const MAX_NAMED = 5;

function checkRegions({ snapshot, strategy, drill }: DrillFacts): Found {
  const services = placesOf(drill, strategy).map(({ service }) => service.name);
  const places = (snapshot?.upstreams ?? [])
    .filter(({ service }) => services.includes(service))
    .flatMap(({ service, regions }) => regions.map((region) => ({ service, ...region })));
  if (places.length === 0) {
    return refused(sayDrill('check-services-unknown'), sayDrill('fix-status'));
  }
  const moving = places
    .filter(({ phase }) => phase !== 'healthy')
    .map(({ service, region, phase }) =>
      sayDrill('region-not-healthy', { service, region, phase: phaseSaid(phase) }),
    );
  const out = places.flatMap(({ service, targets }) =>
    targets
      .filter(
        ({ rotation, probe, kong }) => rotation !== 'in' || probe === 'bad' || kong === 'down',
      )
      .map(({ target }) => sayDrill('target-not-well', { service, target })),
  );
  const unwell = [...moving, ...out].slice(0, MAX_NAMED);
  if (unwell.length > 0) {
    return refused(sayDrill('check-unwell', { places: unwell }), sayDrill('fix-wait'));
  }
  const counts = {
    services: new Set(places.map(({ service }) => service)).size,
    regions: new Set(places.map(({ region }) => region)).size,
  };
  return passed(sayDrill('check-all-well', counts));
}

function checkBudget({ snapshot, drill, strategy }: DrillFacts): Found {
  const services = placesOf(drill, strategy).map(({ service }) => service.name);
  const known = (snapshot?.upstreams ?? []).filter(({ service }) => services.includes(service));
  const neededRatio = drill.limits.budgetLeftRatio;
  const worst = known.toSorted((a, b) => leftOf(a) - leftOf(b))[0];
  if (worst === undefined) return refused(sayDrill('check-no-budget'), sayDrill('fix-status'));
  const { service } = worst;
  const leftRatio = leftOf(worst);
  const found = budgetSaid({ service, leftRatio, neededRatio });
  return leftRatio >= neededRatio ? passed(found) : refused(found, sayDrill('fix-budget'));
}

function budgetSaid(given: {
  readonly service: string;
  readonly leftRatio: number;
  readonly neededRatio: number;
}): Said {
  const { service, leftRatio, neededRatio } = given;
  if (leftRatio > 0) return sayDrill('check-budget', given);
  if (leftRatio === 0) return sayDrill('check-budget-spent', { service, neededRatio });
  return sayDrill('check-budget-overdrawn', { service, overRatio: -leftRatio, neededRatio });
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
  if (blocked !== null) {
    return refused(sayDrill('check-window', { window: blocked.text }), sayDrill('fix-window'));
  }
  if (windows.length === 0) return passed(sayDrill('check-no-windows'));
  return passed(sayDrill('check-no-window', { count: windows.length }));
}

function checkBlastRadius({ drill, seconds, strategy }: DrillFacts): Found {
  const partRatio = blastRatio(seconds, drill);
  const limitRatio = drill.limits.trafficRatio;
  const regions = regionsOf(placesOf(drill, strategy));
  if (partRatio === null) {
    return limitRatio >= 1
      ? passed(sayDrill('check-no-traffic'))
      : refused(sayDrill('check-traffic-unknown'), sayDrill('fix-traffic'));
  }
  const found = sayDrill('check-traffic', { partRatio, regions, limitRatio });
  return partRatio <= limitRatio ? passed(found) : refused(found, sayDrill('fix-smaller'));
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
    return refused(sayDrill('check-no-target'), sayDrill('fix-scope'));
  }
  if (kind === 'request-termination') {
    if (terminatedServices(drill, strategy).length === 0) {
      return refused(sayDrill('check-shared-service'), sayDrill('fix-whole-service'));
    }
    const gateways = Object.entries(databases).flatMap(([name, has]) => (has ? [] : [name]));
    if (gateways.length > 0) {
      return refused(sayDrill('check-no-database', { gateways }), sayDrill('fix-marks'));
    }
  }
  const fits =
    kind === 'health-mark' ? sayDrill('check-marks') : sayDrill('check-fault-fits', { kind });
  const services = kind === 'request-termination' ? [] : refusedWrites(places);
  return passed(
    services.length === 0 ? fits : sayDrill('check-writes-refused', { fits, services }),
  );
}

function checkDeadMan(facts: DrillFacts): Found {
  const { drill, undoneAfterMs } = facts;
  const { fault } = drill;
  if (fault.kind === 'health-mark' && undoneAfterMs !== null) {
    return passed(sayDrill('check-marks-end', { undoneMs: undoneAfterMs }));
  }
  if (fault.kind !== 'health-mark' && endsByItself(fault)) {
    return passed(sayDrill('check-ends-itself'));
  }
  if (isLed(facts)) {
    return passed(sayDrill(facts.isServed === true ? 'check-next-start' : 'check-watched'));
  }
  return refused(sayDrill('check-nobody-left'), sayDrill('fix-ends'));
}
