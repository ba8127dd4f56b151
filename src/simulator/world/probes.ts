/**
 * Kong's active checks in virtual time: each node probes every target of its upstreams at its
 * /health, also through the gateway's own proxy where a target leads there.
 */

import type { Address, ProbeResult } from '../../balancer/contract.ts';
import type { Agenda } from '../engine/agenda.ts';
import type { HealthAnswer } from './contract.ts';
import { PROBE_RESULT, PROBES_DUE } from './event-kinds.ts';
import type { Network } from './network.ts';
import { NONE, type NodePlace, type NodeUpstream } from './node-upstreams.ts';
import type { Servers } from './servers.ts';
import type { ServicePlace } from './service-places.ts';

export interface ProbesParts {
  readonly agenda: Agenda;
  readonly servers: Servers;
  readonly nodes: readonly NodePlace[];
  readonly upstreams: readonly NodeUpstream[];
  readonly services: readonly ServicePlace[];
  readonly network: Network;
}

interface Pending {
  readonly upstream: NodeUpstream;
  readonly address: Address;
  readonly result: ProbeResult;
}

interface Found {
  readonly answer: HealthAnswer | 'status-503';
  /** There and back. */
  readonly travelMs: number;
}

const RESULTS: Record<Found['answer'], ProbeResult> = {
  ok: { kind: 'status', status: 200 },
  'status-500': { kind: 'status', status: 500 },
  'status-503': { kind: 'status', status: 503 },
  refused: { kind: 'tcp-failure' },
  'no-answer': { kind: 'timeout' },
};

export class Probes {
  readonly #parts: ProbesParts;
  /** When each upstream is on the agenda; `Infinity` when it is not. */
  readonly #armedMs: Float64Array;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;

  constructor(parts: ProbesParts) {
    this.#parts = parts;
    this.#armedMs = new Float64Array(parts.upstreams.length).fill(Infinity);
    for (const upstream of parts.upstreams) this.arm(upstream);
  }

  /** Something may have changed when its probes are due. */
  arm(upstream: NodeUpstream): void {
    const nextMs = upstream.model.nextProbeMs();
    if (nextMs === null || (this.#armedMs[upstream.index] ?? 0) <= nextMs) return;
    this.#armedMs[upstream.index] = nextMs;
    this.#parts.agenda.at(nextMs, PROBES_DUE, upstream.index);
  }

  due(index: number): void {
    const { agenda, upstreams } = this.#parts;
    const upstream = upstreams[index];
    // Put on the agenda before a write moved the clock; another one is there or not needed.
    if (upstream === undefined || this.#armedMs[index] !== agenda.nowMs) return;
    this.#armedMs[index] = Infinity;
    for (const { address, timeoutMs } of upstream.model.dueProbes(agenda.nowMs)) {
      const { answer, travelMs } = this.#probe(upstream, address);
      const isLate = answer === 'no-answer' || travelMs > timeoutMs;
      const id = this.#nextId;
      this.#nextId = (id + 1) & 0x7ff_ffff;
      const result = isLate ? RESULTS['no-answer'] : RESULTS[answer];
      this.#pending.set(id, { upstream, address, result });
      agenda.at(agenda.nowMs + (isLate ? timeoutMs : travelMs), PROBE_RESULT, id);
    }
    this.arm(upstream);
  }

  result(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    pending.upstream.model.reportProbe(pending.address, pending.result);
    this.arm(pending.upstream);
  }

  #probe(upstream: NodeUpstream, address: Address): Found {
    const { servers, services, network } = this.#parts;
    const place = upstream.placeOf(address);
    if (place.server !== NONE) {
      const oneWayMs = network.travelMs[upstream.node]?.[place.server] ?? 0;
      return { answer: servers.healthAnswer(place.server), travelMs: 2 * oneWayMs };
    }
    const service = services[place.service];
    if (place.isShed || service === undefined) return { answer: 'ok', travelMs: network.hopMs };
    return this.#probeThrough(upstream, service);
  }

  /** The probe is proxied like any request: picked, tried, tried again. */
  #probeThrough({ node }: NodeUpstream, service: ServicePlace): Found {
    const { nodes, agenda, network } = this.#parts;
    const { hopMs } = network;
    const inner = nodes[node]?.upstreams.get(service.upstream);
    if (inner === undefined) return { answer: 'status-503', travelMs: hopMs };
    const { nowMs } = agenda;
    const handle = inner.model.begin(0, null);
    let found: Found = { answer: 'status-503', travelMs: hopMs };
    for (let tries = 0; tries <= service.retries; tries += 1) {
      const picked = inner.model.pick(handle, nowMs);
      if (picked.kind !== 'address') break;
      const next = this.#probe(inner, picked.address);
      found = { answer: next.answer, travelMs: found.travelMs + next.travelMs };
      if (next.answer !== 'refused') break;
      found = { answer: 'status-503', travelMs: found.travelMs };
    }
    inner.model.end(handle, { responseTimeMs: null }, nowMs);
    return found;
  }
}
