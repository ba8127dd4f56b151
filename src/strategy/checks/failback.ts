/** The way back of a region. */

import { formatDuration, formatRatio } from '../../lib/quantities.ts';
import type { Finding } from '../problem.ts';
import { eachService } from './check.ts';
import { capacityOf, ordersOf } from './order.ts';

export const hold = eachService(({ service, path }) => {
  const { holdMs, holdMaxMs } = service.failback;
  if (holdMs <= holdMaxMs) return [];
  return [
    {
      code: 'BLS1402',
      path: [...path, 'failback', 'hold'],
      message: `a hold of ${formatDuration(holdMs)} is longer than its maximum of ${formatDuration(holdMaxMs)}`,
      fix: `write ${formatDuration(holdMaxMs)} or less, or raise holdMax`,
      inDutch: {
        message: `een hold van ${formatDuration(holdMs)} is langer dan zijn maximum van ${formatDuration(holdMaxMs)}`,
        fix: `schrijf ${formatDuration(holdMaxMs)} of minder, of verhoog holdMax`,
      },
      because: [[...path, 'failback', 'holdMax']],
    },
  ];
});

export const steps = eachService(({ service, path }) => {
  const ratios = service.failback.steps;
  const place = [...path, 'failback', 'steps'];
  const findings = ratios.flatMap((ratio, index): Finding[] => {
    const before = ratios[index - 1] ?? 0;
    if (ratio > before) return [];
    const message =
      index === 0
        ? 'a first step of 0% gives no traffic'
        : `${formatRatio(ratio)} is not above the step before, ${formatRatio(before)}`;
    const sorted = [...new Set(ratios)].filter((step) => step > 0).toSorted((a, b) => a - b);
    const better = `[${sorted.map(formatRatio).join(', ')}]`;
    const inDutch = {
      message:
        index === 0
          ? 'een eerste stap van 0% geeft geen verkeer'
          : `${formatRatio(ratio)} is niet meer dan de stap ervoor, ${formatRatio(before)}`,
      fix: `schrijf ${better}`,
    };
    const fix = `write ${better}`;
    return [{ code: 'BLS1405', path: [...place, index], message, fix, inDutch }];
  });
  const last = ratios.at(-1) ?? 0;
  if (last >= 1 || findings.length > 0) return findings;
  const message = `the last step is ${formatRatio(last)}, so the region never gets all its traffic back`;
  const inDutch = {
    message: `de laatste stap is ${formatRatio(last)}, dus de regio krijgt nooit al zijn verkeer terug`,
    fix: 'zet er 100% achter',
  };
  const fix = 'add 100% at the end';
  return [{ code: 'BLS1406', path: [...place, ratios.length - 1], message, fix, inDutch }];
});

/** A first step longer than this at full load is a mistake. */
const MAX_STEP_MS = 10 * 60_000;

export const minRequests = eachService(({ strategy, written, service, path }) => {
  const { steps: ratios, minRequests: requests } = service.failback;
  const first = ratios[0] ?? 1;
  const capacities = ordersOf(strategy, service).map(([preferred]) =>
    preferred === undefined ? null : capacityOf([preferred]),
  );
  const known = capacities.filter((capacity) => capacity !== null);
  // What is expected counts before what could be served.
  const { load } = service;
  const fullRps = load ? load.peakRps : Math.min(...known);
  if (!Number.isFinite(fullRps) || first <= 0) return [];
  const perSecond = fullRps * first;
  const durationMs = Math.round(requests / perSecond) * 1_000;
  if (durationMs <= MAX_STEP_MS) return [];
  const fitting = Math.max(1, Math.floor((perSecond * MAX_STEP_MS) / 2_000));
  const failback = [...path, 'failback'];
  return [
    {
      code: 'BLS1407',
      path: [...failback, written.failback?.minRequests === undefined ? 'steps' : 'minRequests'],
      message: `at ${load ? 'the peak' : 'full load'} the first step (${formatRatio(first)}) serves ${Number(perSecond.toPrecision(3))} requests/s, so ${requests} requests take ${formatDuration(durationMs)}`,
      fix: `write minRequests: ${fitting}, or begin with a larger step`,
      inDutch: {
        message: `bij ${load ? 'de piek' : 'volle belasting'} krijgt de eerste stap (${formatRatio(first)}) ${Number(perSecond.toPrecision(3))} requests/s, dus ${requests} requests duren ${formatDuration(durationMs)}`,
        fix: `schrijf minRequests: ${fitting}, of begin met een grotere stap`,
      },
      because: [
        [...failback, 'steps'],
        [...path, 'targets'],
      ],
    },
  ];
});
