/** Puts the world together: clients, gateways and servers on one agenda. */

import type { UpstreamModel, UpstreamModelOptions } from '../../balancer/contract.ts';
import { createUpstreamModel } from '../../balancer/upstream-model.ts';
import { assert } from '../../lib/assert.ts';
import { Agenda } from '../engine/agenda.ts';
import { Timers } from '../engine/timers.ts';
import { Clients, type SourcePlace } from './clients.ts';
import type { SourceSpec, World, WorldSpec } from './contract.ts';
import * as kinds from './event-kinds.ts';
import { createNodeUpstreams, type NodeUpstreams } from './node-upstreams.ts';
import { Requests, Tries } from './in-flight.ts';
import { networkOf } from './network.ts';
import { Probes } from './probes.ts';
import { Proxy } from './proxy.ts';
import { Seconds } from './seconds.ts';
import { Servers } from './servers.ts';
import { indexOfService, placeServices, type ServicePlace } from './service-places.ts';
import { Tallies } from './tallies.ts';

/** Builds a world at 0 ms, with the configuration in force everywhere; nothing moves before `run`. */
export function createWorld(
  spec: WorldSpec,
  createModel: (options: UpstreamModelOptions) => UpstreamModel = createUpstreamModel,
): World {
  const agenda = new Agenda();
  const parts = createParts(spec, { agenda, createModel });
  agenda.dispatchTo(dispatchTo(parts, agenda));
  agenda.at(1_000, kinds.SECOND, 0);
  return worldOf(spec, { ...parts, agenda });
}

/** The compiler knows the values of the module's own constants, not of imported ones. */
const { ARRIVAL, REACH, DONE, ANSWER, WORKER_FREE, TRY_TIMERS, DEADLINES } = kinds;

type Dispatch = (kind: number, number: number) => void;

/** What happens most stands first. */
function dispatchTo(parts: Parts, agenda: Agenda): Dispatch {
  const { clients, gateway, servers, probes, seconds, timers, deadlines } = parts;
  return (kind, number) => {
    if (kind === ARRIVAL) clients.send(number);
    else if (kind === REACH) servers.reach(number);
    else if (kind === DONE) servers.done(number);
    else if (kind === ANSWER) gateway.answered(number);
    else if (kind === WORKER_FREE) servers.workerFree(number);
    else if (kind === TRY_TIMERS) timers.ring(number, agenda.nowMs);
    else if (kind === DEADLINES) deadlines.ring(number, agenda.nowMs);
    else if (kind === kinds.CLIENT_RETRY) clients.retry(number);
    else if (kind === kinds.PROBES_DUE) probes.due(number);
    else if (kind === kinds.PROBE_RESULT) probes.result(number);
    else if (kind === kinds.SECOND) {
      seconds.close(agenda.nowMs);
      agenda.at(agenda.nowMs + 1_000, kinds.SECOND, 0);
    }
  };
}

interface Parts {
  readonly clients: Clients;
  readonly gateway: Proxy;
  readonly servers: Servers;
  readonly probes: Probes;
  readonly seconds: Seconds;
  readonly tallies: Tallies;
  readonly requests: Requests;
  readonly timers: Timers;
  readonly deadlines: Timers;
  readonly upstreams: NodeUpstreams;
}

function createParts(
  spec: WorldSpec,
  {
    agenda,
    createModel,
  }: { agenda: Agenda; createModel: (options: UpstreamModelOptions) => UpstreamModel },
): Parts {
  const timers: Timers = new Timers({
    arm: (atMs, lane) => agenda.at(atMs, kinds.TRY_TIMERS, lane),
    onRing: (slot) => gateway.timedOut(slot),
  });
  const deadlines: Timers = new Timers({
    arm: (atMs, lane) => agenda.at(atMs, kinds.DEADLINES, lane),
    onRing: (request) => clients.expired(request),
  });
  const tries = new Tries();
  const requests = new Requests();
  const servers = new Servers(spec.servers, { agenda, tries });
  const tallies = new Tallies();
  const services = placeServices(spec, { tallies, timers });
  const upstreams = createNodeUpstreams({
    seed: spec.seed,
    gateways: spec.gateways,
    createModel,
    servers,
    tallies,
    services,
  });
  const { nodes, all } = upstreams;
  const { seed, client } = spec;
  const seconds = new Seconds({ deadlineMs: client.deadlineMs, servers: spec.servers.length });
  const shared = { agenda, servers, nodes, services, network: networkOf(spec, nodes) };
  const gateway: Proxy = new Proxy({
    ...shared,
    requests,
    tries,
    timers,
    tallies,
    keys: keysOf(spec),
    onAnswered: (request, status) => clients.answered(request, status),
  });
  const sources = placeSources(spec, services);
  const clients: Clients = new Clients(
    { seed, agenda, requests, deadlines, seconds, client, sources },
    gateway,
  );
  const probes = new Probes({ ...shared, upstreams: all });
  return {
    clients,
    gateway,
    servers,
    probes,
    seconds,
    tallies,
    requests,
    timers,
    deadlines,
    upstreams,
  };
}

function keysOf({ sources }: WorldSpec): string[] {
  const count = Math.max(1, ...sources.map(({ keys }) => keys));
  return Array.from({ length: count }, (_, key) => `k${key}`);
}

function placeSources(spec: WorldSpec, services: readonly ServicePlace[]): SourcePlace[] {
  return spec.sources.map((source) => {
    const index = spec.gateways.findIndex(({ name }) => name === source.gateway);
    const gateway = spec.gateways[index];
    assert(gateway, `no gateway ${source.gateway}`);
    const before = spec.gateways.slice(0, index);
    return {
      spec: source,
      service: serviceOf(services, source),
      firstNode: before.reduce((sum, { nodes }) => sum + nodes, 0),
      nodes: gateway.nodes,
      workers: gateway.workers,
    };
  });
}

function serviceOf(services: readonly ServicePlace[], source: SourceSpec): ServicePlace {
  const service = services[indexOfService(services, source)];
  assert(service, 'a service that was found');
  return service;
}

function worldOf(spec: WorldSpec, parts: Parts & { readonly agenda: Agenda }): World {
  const { agenda, servers, seconds, tallies, upstreams, clients, probes, requests } = parts;
  return {
    spec,
    get nowMs() {
      return agenda.nowMs;
    },
    get events() {
      return agenda.events;
    },
    get inFlight() {
      return requests.inUse;
    },
    schedule: (atMs, run) => agenda.schedule(atMs, run),
    run: (untilMs) => agenda.run(untilMs),
    interrupt: () => agenda.interrupt(),
    onSecond: (listener) => seconds.listen(listener),
    createTallyReader: () => tallies.createReader(),
    model: (place) => upstreams.at(place).model,
    rebuild(place, change) {
      const upstream = upstreams.at(place);
      upstream.rebuild({ ...change, nowMs: agenda.nowMs });
      probes.arm(upstream);
    },
    setServer: (server, change) => servers.set(servers.indexOf(server), change),
    serverState: (server) => servers.state(servers.indexOf(server)),
    healthAnswer: (server) => servers.healthAnswer(servers.indexOf(server)),
    serverLoad: (server) => servers.load(servers.indexOf(server)),
    setRateFactor: (factor, service) => clients.setRateFactor(factor, service),
  };
}
