/** While the fault lasts: it is held, watched every second, and ended when a condition says so. */

import type { DrillReason } from '../model/drill-report.ts';
import { OVERRIDES_SETTING, readOverrides } from '../model/override.ts';
import { abortReason } from './abort.ts';
import { startHolder } from './reassert.ts';
import { beat, endOf, type Run } from './running.ts';
import { placesOf, regionsOf } from './scope.ts';

const SECOND_MS = 1_000;
/** Without a beat of our own for this long nothing is marked any more: the warden may be at work. */
const MAY_MARK_MS = 2_500;

/** Resolves to why it ended before its time; `null` when it lasted. */
export async function holdFault(
  run: Run,
  { faultAtMs }: { readonly faultAtMs: number },
): Promise<DrillReason | null> {
  const { options, ports, plan } = run;
  const { clock, gateways } = ports;
  let beatAtMs = clock.nowMs();
  let isOurs = true;
  const holder = startHolder({
    steps: plan.inject,
    gateways,
    clock,
    mayMark: () => isOurs && clock.nowMs() - beatAtMs < MAY_MARK_MS,
  });
  try {
    const untilMs = faultAtMs + options.drill.durationMs;
    while (clock.nowMs() < untilMs) {
      await clock.sleep(Math.min(SECOND_MS, Math.max(1, untilMs - clock.nowMs())), options.signal);
      const nowMs = clock.nowMs();
      const own = await beat(run, 'step-fault');
      isOurs = own !== null;
      beatAtMs = nowMs;
      const ended = endOf(own, options) ?? (await look(run, holder.downSinceMs()));
      if (ended !== null) return ended;
    }
    return null;
  } finally {
    isOurs = false;
    await holder.stop();
  }
}

async function look(run: Run, adminDownSinceMs: number | null): Promise<DrillReason | null> {
  const { options, ports, recorder, active } = run;
  const { drill, strategy } = options;
  const { store, clock } = ports;
  const snapshot = await recorder.poll();
  const places = placesOf(drill, strategy);
  const hit = regionsOf(places);
  const told = ownOverrideEnded(run);
  if (told !== null) return told;
  return abortReason({
    conditions: drill.abort,
    nowMs: clock.nowMs(),
    seconds: recorder.seconds.filter(({ atMs }) => atMs >= active.atMs + drill.steady.forMs),
    snapshot,
    overrides: readOverrides(await store.readSetting(OVERRIDES_SETTING)),
    active,
    adminDownSinceMs,
    otherRegions: strategy.regions.map(({ name }) => name).filter((name) => !hit.includes(name)),
    services: places.map(({ service }) => service.name),
  });
}

/** The law may refuse a drill's override, or end it for something real: it says which and why. */
function ownOverrideEnded({ plan, recorder }: Run): DrillReason | null {
  const ids = plan.undo.flatMap((step) => (step.kind === 'override' ? step.ids : []));
  const event = recorder.events.find(
    ({ kind, evidence }) =>
      (kind === 'override-refused' || kind === 'override-ended') &&
      ids.some((id) => id === evidence['id']),
  );
  if (event === undefined) return null;
  const code = event.kind === 'override-refused' ? 'fault-not-injected' : 'gave-way';
  const said = event.said === undefined ? {} : { said: { why: event.said } };
  return { code, values: { why: event.message }, ...said };
}
