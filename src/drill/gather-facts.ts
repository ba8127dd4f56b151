/** What the pre-checks are made from: the store, and every Admin API asked once. */

import { readActiveDrill, DRILL_SETTING, type Drill } from '../model/drill.ts';
import { OVERRIDES_SETTING, readOverrides } from '../model/override.ts';
import type { Clock, Store } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import { type DrillOutlook, weighDrill } from '../operations/levers/weigh-drill.ts';
import { overridesOf } from './fault-overrides.ts';
import type { DrillGateway } from './ports.ts';
import type { DrillFacts } from './facts.ts';
import { kongPlacesOf, placesOf } from './scope.ts';
import { secondOf } from './seconds.ts';

export interface FactPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly gateways: readonly DrillGateway[];
}

const ASK_MS = 3_000;
/** For the part of the traffic that would be touched. */
const TICKS = 30;

export async function gatherFacts(
  about: Pick<DrillFacts, 'drill' | 'strategy' | 'isServed'>,
  { store, clock, gateways }: FactPorts,
): Promise<DrillFacts> {
  const { drill, strategy } = about;
  const places = placesOf(drill, strategy);
  const [snapshot, overrides, active, ticks, asked, law] = await Promise.all([
    store.readSnapshot(),
    store.readSetting(OVERRIDES_SETTING),
    store.readSetting(DRILL_SETTING),
    store.readTicks(TICKS),
    askGateways({ drill, strategy }, { clock, gateways }),
    askLaw({ drill, strategy }, { store, clock }),
  ]);
  return {
    ...about,
    snapshot,
    overrides: readOverrides(overrides),
    active: readActiveDrill(active),
    seconds: ticks.map((tick) => secondOf(tick, { strategy, places })),
    ...asked,
    law,
    nowMs: clock.nowMs(),
  };
}

async function askLaw(
  { drill, strategy }: { readonly drill: Drill; readonly strategy: Strategy },
  { store, clock }: Pick<FactPorts, 'store' | 'clock'>,
): Promise<DrillOutlook | null> {
  if (drill.fault.kind !== 'weight-out') return null;
  let count = 0;
  const newId = () => `planned-${(count += 1)}`;
  const context = { drill, strategy, id: 'planned', by: 'plan', newId, nowMs: clock.nowMs() };
  return weighDrill({ strategy, store, clock }, overridesOf(context));
}

async function askGateways(
  { drill, strategy }: { readonly drill: Drill; readonly strategy: Strategy },
  { clock, gateways }: { readonly clock: Clock; readonly gateways: readonly DrillGateway[] },
): Promise<Pick<DrillFacts, 'kong' | 'databases' | 'undoneAfterMs'>> {
  const limit = clock.timeoutSignal(ASK_MS);
  const databases: Record<string, boolean> = {};
  const kong = await Promise.all(
    gateways.flatMap(({ name, nodes }) =>
      nodes.map(async (node, index) => {
        const answer = await settled(node.hasDatabase(limit));
        if (answer.ok) databases[name] = answer.value && databases[name] !== false;
        return { node: `${name}#${index + 1}`, failure: answer.ok ? null : answer.why };
      }),
    ),
  );
  const entries = kongPlacesOf(placesOf(drill, strategy), strategy);
  const undone = await Promise.all(
    entries.map(async ({ gateway, upstream }) => {
      const node = gateways.find(({ name }) => name === gateway)?.nodes[0];
      const answer = await settled(node?.readUndoneAfterMs(upstream, limit) ?? none());
      return answer.ok ? answer.value : null;
    }),
  );
  const known = undone.flatMap((ms) => (ms === null ? [] : [ms]));
  const isAll = known.length === undone.length && known.length > 0;
  return { kong, databases, undoneAfterMs: isAll ? Math.max(...known) : null };
}

function none(): Promise<null> {
  return Promise.resolve(null);
}

type Settled<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

async function settled<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
