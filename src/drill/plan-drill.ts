/** What a drill would do, and whether it may: asks every Admin API, changes nothing. */

import type { Said } from '../lib/said.ts';
import type { Drill, DrillFault, UndoStep } from '../model/drill.ts';
import type { Strategy } from '../model/strategy.ts';
import type { PlannedDrill } from '../operations/driller.ts';
import { sayDrill } from '../operations/drills-speech.ts';
import { type FaultPlan, type InjectStep, planFault } from './faults.ts';
import { type FactPorts, gatherFacts } from './gather-facts.ts';
import { blastRatio, checkBefore } from './pre-checks.ts';
import { type DrillPlace, placesOf } from './scope.ts';

/** Of many places as many are told as people read. */
const MAX_TOLD = 20;

export async function planDrill(
  asked: {
    readonly drill: Drill;
    readonly strategy: Strategy;
    readonly by: string;
    readonly isServed: boolean;
  },
  ports: FactPorts & { readonly newId: () => string },
): Promise<PlannedDrill> {
  const { drill, strategy, by, isServed } = asked;
  const facts = await gatherFacts({ drill, strategy, isServed }, ports);
  const { nowMs } = facts;
  const plan = planFault({ drill, strategy, id: 'plan', by, nowMs, newId: ports.newId });
  const places = placesOf(drill, strategy);
  const preChecks = checkBefore(facts);
  const { name, title, hypothesis, fault, durationMs } = drill;
  return {
    name,
    title,
    hypothesis,
    fault: fault.kind,
    durationMs,
    mayBegin: preChecks.every(({ passed }) => passed),
    preChecks,
    ...tellFault(fault, plan),
    targets: Object.fromEntries(
      places.map(({ service, targets }) => [service.name, targets.map(({ target }) => target)]),
    ),
    trafficRatio: blastRatio(facts.seconds, drill),
    wholeRegions: wholeRegionsOf(places),
  };
}

/** Of which a service has nothing left. */
function wholeRegionsOf(places: readonly DrillPlace[]): readonly string[] {
  const found = places.flatMap(({ service, targets }) => {
    const hit = new Set(targets.map(({ target }) => target));
    const left = service.targets.filter(({ target }) => !hit.has(target));
    return targets
      .map(({ region }) => region)
      .filter((region) => left.every((one) => one.region !== region));
  });
  return [...new Set(found)];
}

/** Calls of the user's may hold secrets: they are told, not shown. */
function tellFault(
  fault: DrillFault,
  { inject, undo }: FaultPlan,
): { readonly effects: readonly Said[]; readonly undo: readonly Said[] } {
  switch (fault.kind) {
    case 'command':
      return { effects: [sayDrill('effect-command')], undo: [sayDrill('back-command')] };
    case 'webhook':
      return { effects: [sayDrill('effect-webhook')], undo: [sayDrill('back-webhook')] };
    case 'toxiproxy': {
      const { toxic, proxies } = fault;
      return {
        effects: [sayDrill('effect-toxic', { toxic, proxies })],
        undo: [sayDrill('back-toxic', { proxies })],
      };
    }
    case 'health-mark':
    case 'weight-out':
    case 'request-termination':
      return {
        effects: bounded(inject.flatMap((step) => tellEffect(step, fault) ?? [])),
        undo: bounded(undo.flatMap((step) => tellBack(step) ?? [])),
      };
    default:
      return fault satisfies never;
  }
}

function tellEffect(step: InjectStep, fault: DrillFault): Said | null {
  if (step.kind === 'health') {
    const { gateway, upstream, targets } = step;
    return sayDrill('effect-marks', { gateway, upstream, targets });
  }
  if (step.kind === 'plugin' && fault.kind === 'request-termination') {
    const { gateway, plugin } = step;
    const { status, trigger } = fault;
    const at = { gateway, service: plugin.service, status };
    return trigger === null
      ? sayDrill('effect-plugin', at)
      : sayDrill('effect-plugin-marked', { ...at, trigger });
  }
  return step.kind === 'override' ? tellOverride(step) : null;
}

function tellOverride({ override }: InjectStep & { readonly kind: 'override' }): Said | null {
  const { lever } = override;
  const services = override.services ?? [];
  if (lever.kind === 'evacuate') {
    const { region, keepRatio } = lever;
    return keepRatio === undefined
      ? sayDrill('effect-evacuate', { region, services })
      : sayDrill('effect-part', { region, services, leftRatio: keepRatio });
  }
  if (lever.kind === 'drain') return sayDrill('effect-drain', { target: lever.target, services });
  return null;
}

function tellBack(step: UndoStep): Said | null {
  switch (step.kind) {
    case 'health': {
      const { gateway, upstream, targets } = step;
      return sayDrill('back-marks', { gateway, upstream, targets });
    }
    case 'plugin':
      return sayDrill('back-plugin', { gateway: step.gateway });
    case 'override':
      return sayDrill('back-levers', { count: step.ids.length });
    case 'command':
    case 'http':
      return null;
    default:
      return step satisfies never;
  }
}

function bounded(said: readonly Said[]): readonly Said[] {
  const more = said.length - MAX_TOLD;
  if (more <= 0) return said;
  return [...said.slice(0, MAX_TOLD), sayDrill('more-places', { count: more })];
}
