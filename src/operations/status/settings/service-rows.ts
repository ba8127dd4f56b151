/** Settings of one service, with paths below it. */

import { formatDuration, formatRatio } from '../../../lib/quantities.ts';
import type {
  HashOn,
  HealthExpectation,
  Protect,
  ServiceStrategy,
} from '../../../model/strategy.ts';
import { onOff, placeOf, type Row } from './row.ts';

export function serviceRows(service: ServiceStrategy): readonly Row[] {
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
    ...(algorithm.kind === 'consistent-hashing'
      ? [{ path: 'algorithm.hashOn', value: hashText(algorithm.hashOn) }]
      : []),
    { path: 'health.path', value: health.path },
    { path: 'health.expect.status', value: health.expect.statuses, key: 'health.expect.status' },
    { path: 'health.expect.body', value: health.expect.body, otherwise: 'any body' },
    {
      path: 'health.expect.json',
      value: jsonText(health.expect.json),
      otherwise: 'no field is looked at',
    },
    { path: 'health.interval', value: formatDuration(health.intervalMs), key: 'health.interval' },
    { path: 'health.timeout', value: formatDuration(health.timeoutMs), key: 'health.timeout' },
    {
      path: 'health.overloadStatus',
      value: health.overloadStatuses,
      key: 'health.overloadStatus',
    },
    ...moveRows(service),
    { path: 'client.deadline', value: formatDuration(client.deadlineMs), key: 'client.deadline' },
    ...protectRows(protect),
    ...service.targets.map(({ target, region, capacityRps }) => ({
      path: `targets.${region}.${target}.capacity`,
      value: capacityRps === null ? null : `${capacityRps}rps`,
      otherwise: 'not known: no share is held back for lack of room',
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
    { path: 'failover.before', value: placeOf(failover.before), otherwise: 'nothing is called' },
    { path: 'failover.after', value: placeOf(failover.after), otherwise: 'nothing is called' },
    {
      path: 'failback.blocked',
      value: failback.blocked.length === 0 ? null : failback.blocked.map(({ text }) => text),
      otherwise: 'a return may begin at any time',
    },
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

function protectRows(protect: Protect): readonly Row[] {
  const { rateLimit, circuitBreaker, retries, timeoutMs, connectTimeoutMs } = protect;
  const limits = Object.entries(rateLimit ?? {}).map(([span, count]) => `${count} a ${span}`);
  return [
    {
      path: 'protect.rateLimit',
      value: limits.length === 0 ? null : limits.join(', '),
      otherwise: 'no limit',
    },
    {
      path: 'protect.circuitBreaker',
      value: onOff(circuitBreaker),
      key: 'protect.circuitBreaker',
    },
    {
      path: 'protect.retries',
      value: retries,
      otherwise: 'as many as fit in the deadline of the clients',
    },
    {
      path: 'protect.timeout',
      value: timeoutMs === null ? null : formatDuration(timeoutMs),
      otherwise: 'from the latency objective and the deadline of the clients',
    },
    {
      path: 'protect.connectTimeout',
      value: formatDuration(connectTimeoutMs),
      key: 'protect.connectTimeout',
    },
  ];
}

function jsonText(json: HealthExpectation['expect']['json']): string | null {
  const fields = Object.entries(json).map(([field, value]) => `${field}: ${String(value)}`);
  return fields.length === 0 ? null : fields.join(', ');
}

function hashText(hashOn: HashOn): string {
  return 'name' in hashOn ? `${hashOn.kind} ${hashOn.name}` : hashOn.kind;
}
