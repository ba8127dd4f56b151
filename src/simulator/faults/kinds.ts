/**
 * What each kind of fault does to the world, one row each. A row begins its fault and returns how
 * to take it back; faults that act once return nothing to take back.
 */

import { OVERRIDE_MAX_MS } from '../../model/override.ts';
import type { Fault, Where } from '../contract.ts';
import { regionOf, serversAt } from './roles.ts';
import type { ServerEffect } from './server-effects.ts';
import type { FaultKey, Stage } from './stage.ts';

type Of<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;

/** Takes the fault back. */
type Heal = () => void;

type Begin<F extends Fault> = (stage: Stage, fault: F, key: FaultKey) => Heal;

/** Begins a fault; the result ends it. */
export function beginFault(stage: Stage, fault: Fault): Heal {
  return rowOf(fault)(stage, fault, Symbol(fault.kind));
}

const KINDS: { readonly [Kind in Fault['kind']]: Begin<Of<Kind>> } = {
  refuse: onServers(() => ({ reachability: 'refuse' })),
  'black-hole': onServers(() => ({ reachability: 'black-hole' })),
  slow: onServers(({ factor }) => ({ slowFactor: factor })),
  errors: onServers(({ ratio }) => ({ errorRatio: ratio })),
  capacity: onServers(({ ratio }) => ({ capacityRatio: ratio })),
  cold: onServers(({ factor, tauMs, warmAfterMs }) => ({
    cold: { factor, tauMs, ...(warmAfterMs === undefined ? {} : { forMs: warmAfterMs }) },
  })),
  'lying-health': onServers(({ says }) => ({ health: says })),
  'shared-dependency': (stage, { where, ratio }, key) => {
    // Whoever uses it fails, wherever it runs: the region does not matter.
    const { service } = where;
    const everywhere: Where = service === undefined ? {} : { service };
    return affect(stage, { where: everywhere, effect: { errorRatio: ratio } }, key);
  },
  flapping: (stage, { where, downMs, upMs }, key) =>
    repeat(stage, [
      {
        forMs: downMs,
        begin: () => affect(stage, { where, effect: { reachability: 'refuse' } }, key),
      },
      { forMs: upMs, begin: () => () => {} },
    ]),
  antagonist: (stage, { where, factor, everyMs }, key) =>
    repeat(
      stage,
      serversAt(stage.strategy, where).map((server) => ({
        forMs: everyMs,
        begin: () => {
          stage.setEffect(key, server, { slowFactor: factor });
          return () => stage.setEffect(key, server, null);
        },
      })),
    ),
  'observer-blind': (stage, { where }, key) => {
    stage.setObserver(key, { blindTo: new Set(serversAt(stage.strategy, where)) });
    return () => stage.setObserver(key, null);
  },
  'telemetry-lost': (stage, _fault, key) => {
    stage.setObserver(key, { isLost: true });
    return () => stage.setObserver(key, null);
  },
  'telemetry-late': (stage, { delayMs }, key) => {
    stage.setObserver(key, { extraDelayMs: delayMs });
    return () => stage.setObserver(key, null);
  },
  'admin-down': (stage, _fault, key) => {
    stage.setAdmin(key, { isDown: true });
    return () => stage.setAdmin(key, null);
  },
  'admin-slow': (stage, { callMs }, key) => {
    stage.setAdmin(key, { callMs });
    return () => stage.setAdmin(key, null);
  },
  'admin-partial': (stage, { ratio }, key) => {
    stage.setAdmin(key, { failRatio: ratio });
    return () => stage.setAdmin(key, null);
  },
  'controller-crash': ({ room }) => {
    const victim = room.firstController();
    victim?.kill();
    return () => {
      if (victim !== null) room.startController();
    };
  },
  'two-leaders': ({ room }) => {
    // Where nobody steers there is no second one either.
    const second = room.firstController() === null ? null : room.startController();
    return () => second?.stop();
  },
  'foreign-push': ({ room }) => {
    for (const database of room.databases) database.pushBaseline('foreign');
    return () => {};
  },
  evacuate: ({ room, strategy }, { region, overMs, expiresMs }) => {
    const lever = { kind: 'evacuate', region: regionOf(strategy, region), overMs } as const;
    return room.pullLever(lever, expiresMs ?? OVERRIDE_MAX_MS);
  },
  traffic: (stage, { factor }, key) => {
    stage.setTraffic(key, factor);
    return () => stage.setTraffic(key, null);
  },
};

function rowOf<Kind extends Fault['kind']>(fault: { kind: Kind }): Begin<Of<Kind>> {
  return KINDS[fault.kind];
}

function onServers<F extends Fault & { readonly where: Where }>(
  effectOf: (fault: F) => ServerEffect,
): Begin<F> {
  return (stage, fault, key) => affect(stage, { where: fault.where, effect: effectOf(fault) }, key);
}

function affect(
  stage: Stage,
  { where, effect }: { readonly where: Where; readonly effect: ServerEffect },
  key: FaultKey,
): Heal {
  const servers = serversAt(stage.strategy, where);
  for (const server of servers) stage.setEffect(key, server, effect);
  return () => {
    for (const server of servers) stage.setEffect(key, server, null);
  };
}

/** Goes through the phases again and again until it is taken back. */
function repeat(
  stage: Stage,
  phases: readonly { readonly forMs: number; readonly begin: () => Heal }[],
): Heal {
  let isOver = false;
  let heal: Heal = () => {};
  const enter = (index: number) => {
    const phase = phases[index % phases.length];
    if (isOver || phase === undefined) return;
    heal();
    heal = phase.begin();
    stage.after(phase.forMs, () => enter(index + 1));
  };
  enter(0);
  return () => {
    isOver = true;
    heal();
  };
}
