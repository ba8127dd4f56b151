/**
 * Every setting in force, as one would write it in the strategy file, with the source of each default;
 * and the numbers of the control law, which no strategy sets. A value that the file states is called a
 * default when it is the same.
 */

import { CAPACITY } from '../../decide/tuning/capacity.ts';
import { EJECTION } from '../../decide/tuning/ejection.ts';
import { EVIDENCE } from '../../decide/tuning/evidence.ts';
import { REGIONS } from '../../decide/tuning/regions.ts';
import { TRIMS } from '../../decide/tuning/trims.ts';
import type { DocumentedTable } from '../../lib/documented.ts';
import { formatDuration, formatRatio } from '../../lib/quantities.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { type DefaultKey, DEFAULTS } from '../../strategy/defaults.ts';
import type { Setting } from '../contract.ts';

export function settingsOf(strategy: Strategy): readonly Setting[] {
  return [
    ...generalRows(strategy),
    ...strategy.services.flatMap((service) =>
      serviceRows(service).map((row) => ({ ...row, path: `services.${service.name}.${row.path}` })),
    ),
  ]
    .map(toSetting)
    .concat(Object.entries(LAW).flatMap(([name, table]) => lawSettings(name, table)));
}

const LAW: Readonly<Record<string, DocumentedTable>> = {
  evidence: EVIDENCE,
  ejection: EJECTION,
  trims: TRIMS,
  regions: REGIONS,
  capacity: CAPACITY,
};

interface Row {
  readonly path: string;
  /** As in YAML; `null` where nothing is set. */
  readonly value: Text | null;
  /** Absent: the strategy says it or nobody does. */
  readonly key?: DefaultKey;
}

type Text = string | number | readonly (string | number)[];

function toSetting({ path, value, key }: Row): Setting {
  const fallback = key === undefined ? null : DEFAULTS[key];
  const isDefault = fallback !== null && String(value) === String(fallback.value);
  return { path, value, isDefault, source: isDefault ? fallback.source : null };
}

function generalRows(strategy: Strategy): readonly Row[] {
  const { telemetry } = strategy;
  const { logs, metrics, prometheus } = telemetry;
  return [
    { path: 'name', value: strategy.name },
    { path: 'mode', value: strategy.mode, key: 'mode' },
    { path: 'layout', value: strategy.layout, key: 'layout' },
    ...strategy.regions.flatMap(({ name, priority, rttMs }) => [
      { path: `regions.${name}.priority`, value: priority },
      ...Object.entries(rttMs).map(([other, ms]) => ({
        path: `regions.${name}.rtt.${other}`,
        value: formatDuration(ms),
      })),
    ]),
    ...strategy.gateways.flatMap((gateway): readonly Row[] => {
      const path = `gateways.${gateway.name}`;
      return [
        { path: `${path}.region`, value: gateway.region },
        { path: `${path}.admin`, value: gateway.adminUrls.map(withoutUser) },
        { path: `${path}.loopback`, value: gateway.loopbackUrl, key: 'gateways.*.loopback' },
      ];
    }),
    { path: 'telemetry.logs.listen', value: logs.listen, key: 'telemetry.logs.listen' },
    {
      path: 'telemetry.metrics.listen',
      value: metrics?.listen ?? null,
      key: 'telemetry.metrics.listen',
    },
    {
      path: 'telemetry.expiry',
      value: formatDuration(telemetry.expiryMs),
      key: 'telemetry.expiry',
    },
    ...(prometheus === null
      ? []
      : [
          { path: 'telemetry.prometheus.url', value: withoutUser(prometheus.url) },
          {
            path: 'telemetry.prometheus.interval',
            value: formatDuration(prometheus.intervalMs),
            key: 'telemetry.prometheus.interval' as const,
          },
        ]),
    ...guardRows(strategy),
  ];
}

function guardRows({ api, safety }: Strategy): readonly Row[] {
  const ofApi: readonly Row[] =
    api === undefined
      ? []
      : [
          { path: 'api.listen', value: api.listen, key: 'api.listen' },
          {
            path: 'api.insecureLoopback',
            value: onOff(api.insecureLoopback),
            key: 'api.insecureLoopback',
          },
          {
            path: 'api.twoPerson.within',
            value: api.twoPersonMs === null ? null : formatDuration(api.twoPersonMs),
            key: 'api.twoPerson.within',
          },
        ];
  if (safety === undefined) return ofApi;
  const { maxMovedPerHour } = safety;
  return [
    ...ofApi,
    { path: 'safety.maxMovedPerHour', value: maxMovedPerHour, key: 'safety.maxMovedPerHour' },
  ];
}

function serviceRows(service: ServiceStrategy): readonly Row[] {
  const { objective, health, client, protect, protocol, algorithm } = service;
  return [
    { path: 'upstream', value: service.upstream },
    {
      path: 'objective.availability',
      value: formatRatio(objective.availabilityRatio),
      key: 'objective.availability',
    },
    {
      path: 'objective.window',
      value: formatDuration(objective.windowMs),
      key: 'objective.window',
    },
    ...objective.latency.map(({ quantile, limitMs }) => ({
      path: `objective.latency.p${Number((quantile * 100).toPrecision(6))}`,
      value: formatDuration(limitMs),
    })),
    { path: 'protocol', value: protocol, key: 'services.*.protocol' },
    { path: 'algorithm', value: algorithm.kind, key: 'services.*.algorithm' },
    { path: 'health.path', value: health.path },
    { path: 'health.expect.status', value: health.expect.statuses, key: 'health.expect.status' },
    { path: 'health.interval', value: formatDuration(health.intervalMs), key: 'health.interval' },
    { path: 'health.timeout', value: formatDuration(health.timeoutMs), key: 'health.timeout' },
    {
      path: 'health.overloadStatus',
      value: health.overloadStatuses,
      key: 'health.overloadStatus',
    },
    ...moveRows(service),
    { path: 'client.deadline', value: formatDuration(client.deadlineMs), key: 'client.deadline' },
    {
      path: 'protect.circuitBreaker',
      value: onOff(protect.circuitBreaker),
      key: 'protect.circuitBreaker',
    },
    { path: 'protect.retries', value: protect.retries },
    {
      path: 'protect.timeout',
      value: protect.timeoutMs === null ? null : formatDuration(protect.timeoutMs),
    },
    {
      path: 'protect.connectTimeout',
      value: formatDuration(protect.connectTimeoutMs),
      key: 'protect.connectTimeout',
    },
    ...service.targets.map(({ target, region, capacityRps }) => ({
      path: `targets.${region}.${target}.capacity`,
      value: capacityRps === null ? null : `${capacityRps}rps`,
    })),
  ];
}

function moveRows({ failover, failback, adapt }: ServiceStrategy): readonly Row[] {
  return [
    { path: 'failover.mode', value: failover.mode, key: 'failover.mode' },
    {
      path: 'failover.standbyShare',
      value: formatRatio(failover.standbyShareRatio),
      key: 'failover.standbyShare',
    },
    {
      path: 'failover.whenCapacityIsShort',
      value: failover.whenCapacityIsShort,
      key: 'failover.whenCapacityIsShort',
    },
    { path: 'failover.approval', value: failover.approval, key: 'failover.approval' },
    { path: 'failback.approval', value: failback.approval, key: 'failback.approval' },
    { path: 'failback.hold', value: formatDuration(failback.holdMs), key: 'failback.hold' },
    {
      path: 'failback.holdMax',
      value: formatDuration(failback.holdMaxMs),
      key: 'failback.holdMax',
    },
    { path: 'failback.steps', value: failback.steps.map(formatRatio), key: 'failback.steps' },
    {
      path: 'failback.minDwell',
      value: formatDuration(failback.minDwellMs),
      key: 'failback.minDwell',
    },
    { path: 'failback.minRequests', value: failback.minRequests, key: 'failback.minRequests' },
    { path: 'adapt.errors', value: onOff(adapt.errors), key: 'adapt.errors' },
    { path: 'adapt.latency', value: onOff(adapt.latency), key: 'adapt.latency' },
    { path: 'adapt.load', value: onOff(adapt.load), key: 'adapt.load' },
  ];
}

function lawSettings(name: string, table: DocumentedTable): readonly Setting[] {
  return Object.entries(table).map(([key, { value, source }]) => {
    return { path: `law.${name}.${key}`, value, isDefault: true, source };
  });
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}

/** A name and a password in a URL are nobody’s business here. */
function withoutUser(url: string): string {
  return url.replace(/(?<=:\/\/)[^/@]*@/, '');
}
