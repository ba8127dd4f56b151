/** The scenario as written → the scenario that is run: defaults filled in, times in ms. */

import { parseDurationMs, parseRatePerSecond, parseRatio } from '../../lib/quantities.ts';
import { isOn } from '../../strategy/input/fields.ts';
import type {
  Distribution,
  Fault,
  Scenario,
  ScheduledFault,
  Servers,
  Traffic,
  Where,
} from '../contract.ts';
import type { FaultInput } from './fault-schema.ts';
import type { ScenarioInput } from './schema.ts';

export function buildScenario(input: ScenarioInput): Scenario {
  const { world = {}, network = {}, kong = {}, telemetry = {}, client = {} } = input;
  return {
    name: input.name,
    title: input.title,
    description: input.description.trim(),
    warmUpMs: ms(input.warmUp, '30s'),
    durationMs: ms(input.duration, '0s'),
    world: buildWorld(world),
    traffic: buildTraffic(input.traffic ?? {}),
    servers: buildServers(input.servers ?? {}),
    network: { localMs: ms(network.local, '0.2ms'), wanMs: ms(network.wan, '20ms') },
    kong: {
      nodes: kong.nodes ?? 1,
      workers: kong.workers ?? 2,
      ownDelayMs: ms(kong.ownDelay, '50ms'),
      otherDelayMs: ms(kong.otherDelay, '240ms'),
      adminMs: ms(kong.admin, '14ms'),
    },
    telemetry: {
      delayMs: ms(telemetry.delay, '250ms'),
      lossRatio: ratio(telemetry.loss, '0%'),
      duplicateRatio: ratio(telemetry.duplicates, '0%'),
      hasUtilisation: isOn(telemetry.utilisation ?? 'off'),
    },
    client: { deadlineMs: ms(client.deadline, '5s'), retries: client.retries ?? 0 },
    faults: (input.faults ?? []).map(buildFault).toSorted((a, b) => a.atMs - b.atMs),
  };
}

export function buildWorld(world: NonNullable<ScenarioInput['world']>): Scenario['world'] {
  return {
    regions: world.regions ?? 2,
    services: world.services ?? 1,
    targetsPerRegion: world.targets ?? 3,
    strategy: world.strategy ?? {},
  };
}

export function buildServers(servers: NonNullable<ScenarioInput['servers']>): Servers {
  const { cold } = servers;
  return {
    workers: servers.workers ?? 4,
    queue: servers.queue ?? 33,
    serviceTime: buildDistribution(servers.serviceTime),
    errorRatio: ratio(servers.errors, '0%'),
    errorTimeRatio: ratio(servers.errorTime, '20%'),
    sizes: servers.sizes ?? [1],
    cold: cold === undefined ? null : { factor: cold.factor, tauMs: ms(cold.tau, '0s') },
  };
}

function buildTraffic({ rate, load, shape, keys }: NonNullable<ScenarioInput['traffic']>): Traffic {
  return { level: levelOf(rate, load), shape: buildShape(shape), keys: keys ?? 1_000 };
}

function levelOf(rate: string | undefined, load: string | undefined): Traffic['level'] {
  if (load !== undefined) return { load: ratio(load, '0%') };
  if (rate !== undefined) return { rps: parseRatePerSecond(rate) ?? 0 };
  return { rps: DEFAULT_RPS, isDefault: true };
}

/** That of the benchmarks; said in the schema too. */
const DEFAULT_RPS = 200;

type TrafficShape = NonNullable<ScenarioInput['traffic']>['shape'];

function buildShape(shape: TrafficShape): Traffic['shape'] {
  if (shape === undefined || shape === 'poisson') return { kind: 'poisson' };
  const { diurnal, bursts, trace } = shape;
  if (diurnal !== undefined) {
    const { period, swing } = diurnal;
    return { kind: 'diurnal', periodMs: ms(period, '0s'), swing: ratio(swing, '0%') };
  }
  if (bursts !== undefined) {
    const { factor, every } = bursts;
    return { kind: 'bursts', factor, everyMs: ms(every, '0s'), forMs: ms(bursts.for, '0s') };
  }
  return { kind: 'trace', perSecond: trace ?? [] };
}

/** Log-normal times have the mean `median · e^(σ²/2)`. */
function buildDistribution(
  written: NonNullable<ScenarioInput['servers']>['serviceTime'],
): Distribution {
  const { constant, exponential, lognormal, pareto, bimodal } = written ?? {
    lognormal: { median: '12ms', sigma: 0.5 },
  };
  if (constant !== undefined) return { kind: 'constant', meanMs: ms(constant, '0s') };
  if (exponential !== undefined) {
    return { kind: 'exponential', meanMs: ms(exponential.mean, '0s') };
  }
  if (pareto !== undefined) {
    const { alpha, low, high } = pareto;
    return { kind: 'pareto', alpha, lowMs: ms(low, '0s'), highMs: ms(high, '0s') };
  }
  if (bimodal !== undefined) {
    const { fast, slow, slowRatio } = bimodal;
    const times = { fastMs: ms(fast, '0s'), slowMs: ms(slow, '0s') };
    return { kind: 'bimodal', ...times, slowRatio: ratio(slowRatio, '0%') };
  }
  const { median, mean, sigma = 0 } = lognormal ?? {};
  const meanMs = mean === undefined ? ms(median, '0s') * Math.exp(sigma ** 2 / 2) : ms(mean, '0s');
  return { kind: 'lognormal', meanMs: Number(meanMs.toPrecision(6)), sigma };
}

function buildFault(input: FaultInput): ScheduledFault {
  const forMs = input.for === undefined ? null : ms(input.for, '0s');
  return { atMs: ms(input.at, '0s'), forMs, fault: buildKind(input) };
}

function buildKind(input: FaultInput): Fault {
  switch (input.fault) {
    case 'slow':
      return { kind: input.fault, where: whereOf(input), factor: input.factor };
    case 'errors':
    case 'capacity':
    case 'shared-dependency':
      return { kind: input.fault, where: whereOf(input), ratio: ratio(input.ratio, '0%') };
    case 'flapping': {
      const times = { downMs: ms(input.down, '0s'), upMs: ms(input.up, '0s') };
      return { kind: input.fault, where: whereOf(input), ...times };
    }
    case 'cold': {
      const { factor, tau } = input;
      return { kind: input.fault, where: whereOf(input), factor, tauMs: ms(tau, '0s') };
    }
    case 'lying-health':
      return { kind: input.fault, where: whereOf(input), says: input.says };
    case 'antagonist': {
      const { factor, every } = input;
      return { kind: input.fault, where: whereOf(input), factor, everyMs: ms(every, '0s') };
    }
    case 'telemetry-late':
      return { kind: input.fault, delayMs: ms(input.delay, '0s') };
    case 'admin-slow':
      return { kind: input.fault, callMs: ms(input.call, '0s') };
    case 'admin-partial':
      return { kind: input.fault, ratio: ratio(input.ratio, '0%') };
    case 'traffic':
      return { kind: input.fault, factor: input.factor };
    case 'evacuate': {
      const { region = 'primary', over, expires } = input;
      const expiresMs = expires === undefined ? null : ms(expires, '0s');
      return { kind: input.fault, region, overMs: ms(over, '0s'), expiresMs };
    }
    case 'refuse':
    case 'black-hole':
    case 'observer-blind':
      return { kind: input.fault, where: whereOf(input) };
    case 'telemetry-lost':
    case 'admin-down':
    case 'controller-crash':
    case 'two-leaders':
    case 'foreign-push':
      return { kind: input.fault };
    default:
      return input satisfies never;
  }
}

function whereOf({ region, targets, service }: WhereInput): Where {
  return {
    ...(region === undefined ? {} : { region }),
    ...(targets === undefined ? {} : { targets }),
    ...(service === undefined ? {} : { service }),
  };
}

interface WhereInput {
  readonly region?: string | undefined;
  readonly targets?: readonly number[] | undefined;
  readonly service?: string | undefined;
}

function ms(text: string | undefined, fallback: string): number {
  return parseDurationMs(text ?? fallback) ?? 0;
}

function ratio(text: string | undefined, fallback: string): number {
  return parseRatio(text ?? fallback) ?? 0;
}
