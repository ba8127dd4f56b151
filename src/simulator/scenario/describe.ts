/** Faults and conditions in words, for the pages of the library and for reports. */

import { formatDuration, formatRatio } from '../../lib/quantities.ts';
import type { Distribution, Fault, Scenario, Where } from '../contract.ts';

/** `one target of the primary region is 10 times slower`; without when. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'refuse':
      return `${place(fault.where)} refuses connections`;
    case 'black-hole':
      return `${place(fault.where)} accepts connections and never answers`;
    case 'slow':
      return `${place(fault.where)} is ${fault.factor} times slower`;
    case 'errors':
      return `${place(fault.where)} fails ${formatRatio(fault.ratio)} of its answers`;
    case 'flapping':
      return `${place(fault.where)} is down for ${formatDuration(fault.downMs)}, up for ${formatDuration(fault.upMs)}, in turn`;
    case 'capacity':
      return `${place(fault.where)} has ${formatRatio(fault.ratio)} of its workers left`;
    case 'cold':
      return `${place(fault.where)} is cold: ${fault.factor} times slower, warming up with ${formatDuration(fault.tauMs)}`;
    case 'lying-health':
      return `/health of ${place(fault.where)} says ${fault.says}, whatever is true`;
    case 'antagonist':
      return `one target of ${place(fault.where)} after the other, every ${formatDuration(fault.everyMs)}, is ${fault.factor} times slower`;
    case 'shared-dependency':
      return `what all regions depend on fails ${formatRatio(fault.ratio)} of the requests`;
    case 'observer-blind':
      return `Ballast’s own probes of ${place(fault.where)} do not get through`;
    case 'telemetry-lost':
      return 'Kong’s log entries do not reach Ballast';
    case 'telemetry-late':
      return `Kong’s log entries come ${formatDuration(fault.delayMs)} later`;
    case 'admin-down':
      return 'Kong’s Admin API does not answer';
    case 'admin-slow':
      return `calls of Kong’s Admin API take ${formatDuration(fault.callMs)}`;
    case 'admin-partial':
      return `${formatRatio(fault.ratio)} of the writes to Kong fail`;
    case 'controller-crash':
      return 'the controller is killed and started again';
    case 'two-leaders':
      return 'a second controller runs beside the first';
    case 'foreign-push':
      return 'somebody else writes the baseline weights';
    case 'evacuate': {
      const over = fault.overMs === 0 ? '' : ` over ${formatDuration(fault.overMs)}`;
      const until = fault.expiresMs === null ? '' : `, for ${formatDuration(fault.expiresMs)}`;
      return `a person evacuates ${regionWords(fault.region)}${over}${until}`;
    }
    case 'traffic':
      return `${fault.factor} times the usual traffic`;
    default:
      return fault satisfies never;
  }
}

function place({ region, targets, service }: Where): string {
  const where = region === undefined ? 'every region' : regionWords(region);
  const of = service === undefined ? where : `${where} for ${service}`;
  if (targets === undefined) return of;
  const names = targets.map((index) => String(index + 1)).join(', ');
  return targets.length === 1
    ? `target ${names} of ${of}`
    : `each of the targets ${names} of ${of}`;
}

function regionWords(region: string): string {
  return region === 'primary' || region === 'standby' ? `the ${region} region` : region;
}

/** The conditions of a scenario: what, and how much. */
export function describeConditions(scenario: Scenario): readonly (readonly [string, string])[] {
  const { world, servers, network, kong, telemetry, client } = scenario;
  const services = `${world.services} ${world.services === 1 ? 'service' : 'services'}`;
  const regions = `${world.regions} ${world.regions === 1 ? 'region' : 'regions'}`;
  const { sizes, cold } = servers;
  return [
    ['World', `${regions}, ${services}, ${world.targetsPerRegion} targets of each in each region`],
    ['Traffic', trafficWords(scenario.traffic)],
    [
      'Targets',
      `${servers.workers} workers, room for ${servers.queue} waiting, ${timeWords(servers.serviceTime)}` +
        (sizes.length > 1 ? `, sizes ${sizes.join(' : ')}` : '') +
        (cold === null ? '' : `, ${cold.factor} times slower when they return`),
    ],
    ['Errors in peace', formatRatio(servers.errorRatio)],
    ['Network', `${formatDuration(network.wanMs)} between regions`],
    [
      'Kong',
      `${kong.nodes} × ${kong.workers} workers, a write in effect after ${formatDuration(kong.ownDelayMs)}` +
        (kong.nodes > 1 ? ` (${formatDuration(kong.otherDelayMs)} at other nodes)` : ''),
    ],
    ['Telemetry', telemetryWords(telemetry)],
    [
      'Callers',
      `wait ${formatDuration(client.deadlineMs)}` +
        (client.retries === 0 ? '' : `, try ${client.retries} more times`),
    ],
    [
      'Time',
      `${formatDuration(scenario.durationMs)} after a warm-up of ${formatDuration(scenario.warmUpMs)}`,
    ],
  ];
}

function trafficWords({ level, shape }: Scenario['traffic']): string {
  const much =
    'load' in level
      ? `${formatRatio(level.load)} of the first region’s capacity`
      : level.isDefault
        ? `the stated load of each service, else ${level.rps} requests/s`
        : `${level.rps} requests/s to each service`;
  switch (shape.kind) {
    case 'poisson':
      return `${much}, Poisson arrivals`;
    case 'diurnal':
      return `${much}, swinging by ${formatRatio(shape.swing)} in ${formatDuration(shape.periodMs)}`;
    case 'bursts':
      return `${much}, ${shape.factor} times that for ${formatDuration(shape.forMs)} every ${formatDuration(shape.everyMs)}`;
    case 'trace':
      return `${much}, along a trace of ${shape.perSecond.length} seconds`;
    default:
      return shape satisfies never;
  }
}

function timeWords(time: Distribution): string {
  const two = (value: number) => Number(value.toPrecision(3));
  switch (time.kind) {
    case 'constant':
      return `${two(time.meanMs)} ms a request`;
    case 'exponential':
      return `exponential service times of ${two(time.meanMs)} ms`;
    case 'lognormal':
      return `log-normal service times of ${two(time.meanMs)} ms in the mean (σ ${time.sigma})`;
    case 'pareto':
      return `Pareto service times from ${two(time.lowMs)} to ${two(time.highMs)} ms (α ${time.alpha})`;
    case 'bimodal':
      return `${two(time.fastMs)} ms a request, ${two(time.slowMs)} ms for ${formatRatio(time.slowRatio)}`;
    default:
      return time satisfies never;
  }
}

function telemetryWords(link: Scenario['telemetry']): string {
  const { delayMs, lossRatio, duplicateRatio, hasUtilisation } = link;
  return [
    `${formatDuration(delayMs)} late`,
    ...(lossRatio > 0 ? [`${formatRatio(lossRatio)} lost`] : []),
    ...(duplicateRatio > 0 ? [`${formatRatio(duplicateRatio)} doubled`] : []),
    ...(hasUtilisation ? ['utilisation is known'] : []),
  ].join(', ');
}
