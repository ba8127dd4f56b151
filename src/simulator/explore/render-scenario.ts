/** A scenario → the YAML that `ballast simulate --scenario FILE` reads, to keep and to pass on. */

import { stringify } from 'yaml';
import { formatDuration, formatRatio } from '../../lib/quantities.ts';
import type { Distribution, Fault, Scenario, ScheduledFault, Traffic } from '../contract.ts';

export function renderScenario(scenario: Scenario): string {
  const { world, traffic, servers, network, kong, telemetry, client } = scenario;
  const { cold } = servers;
  const data = {
    version: 1,
    name: scenario.name,
    title: scenario.title,
    description: scenario.description,
    warmUp: time(scenario.warmUpMs),
    duration: time(scenario.durationMs),
    world: {
      regions: world.regions,
      services: world.services,
      targets: world.targetsPerRegion,
      strategy: world.strategy,
    },
    traffic: {
      ...('load' in traffic.level
        ? { load: formatRatio(traffic.level.load) }
        : { rate: `${traffic.level.rps}rps` }),
      shape: shapeOf(traffic.shape),
      keys: traffic.keys,
    },
    servers: {
      workers: servers.workers,
      queue: servers.queue,
      serviceTime: distributionOf(servers.serviceTime),
      errors: formatRatio(servers.errorRatio),
      errorTime: formatRatio(servers.errorTimeRatio),
      sizes: servers.sizes,
      ...(cold === null ? {} : { cold: { factor: cold.factor, tau: time(cold.tauMs) } }),
    },
    network: { local: time(network.localMs), wan: time(network.wanMs) },
    kong: {
      nodes: kong.nodes,
      workers: kong.workers,
      ownDelay: time(kong.ownDelayMs),
      otherDelay: time(kong.otherDelayMs),
      admin: time(kong.adminMs),
    },
    telemetry: {
      delay: time(telemetry.delayMs),
      loss: formatRatio(telemetry.lossRatio),
      duplicates: formatRatio(telemetry.duplicateRatio),
      utilisation: telemetry.hasUtilisation ? 'on' : 'off',
    },
    client: { deadline: time(client.deadlineMs), retries: client.retries },
    faults: scenario.faults.map(faultOf),
  };
  return stringify(data, { lineWidth: 100, flowCollectionPadding: true });
}

function shapeOf(shape: Traffic['shape']): unknown {
  switch (shape.kind) {
    case 'poisson':
      return 'poisson';
    case 'diurnal':
      return { diurnal: { period: time(shape.periodMs), swing: formatRatio(shape.swing) } };
    case 'bursts': {
      const { factor, everyMs, forMs } = shape;
      return { bursts: { factor, every: time(everyMs), for: time(forMs) } };
    }
    case 'trace':
      return { trace: shape.perSecond };
  }
}

function distributionOf(distribution: Distribution): unknown {
  switch (distribution.kind) {
    case 'constant':
      return { constant: time(distribution.meanMs) };
    case 'exponential':
      return { exponential: { mean: time(distribution.meanMs) } };
    case 'lognormal':
      return { lognormal: { mean: time(distribution.meanMs), sigma: distribution.sigma } };
    case 'pareto': {
      const { alpha, lowMs, highMs } = distribution;
      return { pareto: { alpha, low: time(lowMs), high: time(highMs) } };
    }
    case 'bimodal': {
      const { fastMs, slowMs, slowRatio } = distribution;
      return {
        bimodal: { fast: time(fastMs), slow: time(slowMs), slowRatio: formatRatio(slowRatio) },
      };
    }
  }
}

function faultOf({ atMs, forMs, fault }: ScheduledFault): unknown {
  return {
    at: time(atMs),
    ...(forMs === null ? {} : { for: time(forMs) }),
    fault: fault.kind,
    ...('where' in fault ? fault.where : {}),
    ...strengthOf(fault),
  };
}

/** The keys of a fault beside where it hits. */
function strengthOf(fault: Fault): object {
  return {
    ...('factor' in fault ? { factor: fault.factor } : {}),
    ...('ratio' in fault ? { ratio: formatRatio(fault.ratio) } : {}),
    ...('tauMs' in fault ? { tau: time(fault.tauMs) } : {}),
    ...('downMs' in fault ? { down: time(fault.downMs), up: time(fault.upMs) } : {}),
    ...('everyMs' in fault ? { every: time(fault.everyMs) } : {}),
    ...('says' in fault ? { says: fault.says } : {}),
    ...('delayMs' in fault ? { delay: time(fault.delayMs) } : {}),
    ...('callMs' in fault ? { call: time(fault.callMs) } : {}),
  };
}

/** Exact, also for parts of a millisecond. */
function time(ms: number): string {
  return Number.isInteger(ms) ? formatDuration(ms) : `${ms}ms`;
}
