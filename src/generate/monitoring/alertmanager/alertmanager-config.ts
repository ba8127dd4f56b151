/**
 * Routes, inhibitions and receivers. Pages go out at once and come back every hour, tickets are
 * gathered and come back daily; what belongs to one region is one message.
 */

import type { Strategy } from '../../../model/strategy.ts';
import type { AlertEntry } from '../alert-entry.ts';
import type { MonitoringSettings } from '../options.ts';
import { durationText, quoted } from '../prometheus/promql.ts';
import { INHIBITIONS } from './inhibitions.ts';
import { DEFAULT_RECEIVER, notifyTargets } from './receivers.ts';

interface Pace {
  readonly severity: AlertEntry['severity'];
  /** A region's alerts come one after the other within seconds. */
  readonly waitMs: number;
  readonly intervalMs: number;
  readonly repeatMs: number;
}

const PACES: readonly Pace[] = [
  { severity: 'page', waitMs: 10_000, intervalMs: 60_000, repeatMs: 3_600_000 },
  { severity: 'ticket', waitMs: 60_000, intervalMs: 300_000, repeatMs: 86_400_000 },
  { severity: 'info', waitMs: 60_000, intervalMs: 300_000, repeatMs: 86_400_000 },
];

export function alertmanagerConfig(strategy: Strategy, settings: MonitoringSettings) {
  const targets = notifyTargets(strategy);
  return {
    route: {
      receiver: DEFAULT_RECEIVER,
      group_by: ['strategy', 'region'],
      routes: targets.map(({ receiver, categories }) => ({
        receiver: receiver.name,
        matchers: [
          `strategy=${quoted(strategy.name)}`,
          `category=~${quoted(categories.join('|'))}`,
        ],
        continue: true,
        routes: PACES.map((pace) => paceRoute(pace, settings)),
      })),
    },
    inhibit_rules: INHIBITIONS.map(({ source, silenced, equal }) => ({
      source_matchers: [`alertname=~${quoted(source.join('|'))}`],
      target_matchers: [`alertname=~${quoted(silenced.join('|'))}`],
      equal: ['strategy', ...equal],
    })),
    receivers: [{ name: DEFAULT_RECEIVER }, ...targets.map(({ receiver }) => receiver)],
  };
}

function paceRoute(pace: Pace, { timeDivisor }: MonitoringSettings) {
  const text = (durationMs: number) => durationText(durationMs / timeDivisor);
  return {
    matchers: [`severity=${quoted(pace.severity)}`],
    group_wait: text(pace.waitMs),
    group_interval: text(pace.intervalMs),
    repeat_interval: text(pace.repeatMs),
  };
}
