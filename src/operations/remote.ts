/**
 * Operations of a running Ballast, over its HTTP API. The same interface and the same errors as on
 * the state file; who acts is what the token says, so the actors given here are not sent.
 */

import type { Confirmation, ConfirmationOperations } from './confirmations.ts';
import type {
  CheckOperations,
  DrillOperations,
  JournalOperations,
  LeverOperations,
  Operations,
  PostMortemOperations,
  StatusOperations,
  WhatIfOperations,
} from './contract.ts';
import {
  createRemoteTransport,
  type RemoteCall,
  type RemoteOptions,
  type RemoteTransport,
} from './remote-transport.ts';

export type { RemoteOptions } from './remote-transport.ts';

export interface RemoteOperations extends Operations {
  readonly confirmations: ConfirmationOperations;
  /** Whom the token names, and what it may. */
  whoAmI(): Promise<{ readonly name: string; readonly role: string }>;
  /** Ends the connections. */
  close(): Promise<void>;
}

/** A simulation of some minutes at most. */
const WHAT_IF_TIMEOUT_MS = 300_000;

export function createRemoteOperations(options: RemoteOptions): RemoteOperations {
  const transport = createRemoteTransport(options);
  return {
    status: remoteStatus(transport),
    levers: remoteLevers(transport),
    journal: remoteJournal(transport),
    drills: remoteDrills(transport),
    whatIf: remoteWhatIf(transport),
    checks: remoteChecks(transport),
    postMortems: remotePostMortems(transport),
    confirmations: remoteConfirmations(transport),
    whoAmI: () => transport.call({ path: '/v1/me' }),
    close: () => transport.close(),
  };
}

interface Page<T> {
  readonly items: readonly T[];
}

async function itemsOf<T>(transport: RemoteTransport, call: RemoteCall): Promise<readonly T[]> {
  const { items } = await transport.call<Page<T>>(call);
  return items;
}

function remoteStatus(transport: RemoteTransport): StatusOperations {
  return {
    status: () => transport.call({ path: '/v1/status' }),
    explain: (subject) => transport.call({ path: '/v1/explanations', query: { subject } }),
    settings: () => itemsOf(transport, { path: '/v1/settings' }),
  };
}

function remoteLevers(transport: RemoteTransport): LeverOperations {
  const post = <T>(path: string, body: unknown) =>
    transport.call<T>({ method: 'POST', path, body });
  return {
    list: () => itemsOf(transport, { path: '/v1/overrides' }),
    preview: (request) => post('/v1/overrides/preview', request),
    set: (_actor, request) => post('/v1/overrides', request),
    end: (_actor, { id, reason }) =>
      post(`/v1/overrides/${encodeURIComponent(id)}/end`, { reason }),
    async restore(_actor, { region, services, reason }) {
      const path = `/v1/regions/${encodeURIComponent(region)}/restore`;
      const { items } = await post<Page<Awaited<ReturnType<LeverOperations['end']>>>>(path, {
        services,
        reason,
      });
      return items;
    },
    undoable: () => transport.call({ path: '/v1/undo' }),
    undo: (_actor, { reason, force }) =>
      post('/v1/undo', { reason, ...(force === true ? { force } : {}) }),
    pending: () => itemsOf(transport, { path: '/v1/approvals' }),
    decide: (_actor, request) => post('/v1/approvals', request),
    modes: () => transport.call({ path: '/v1/modes' }),
    async setMode(_actor, request) {
      await transport.call({ method: 'PUT', path: '/v1/modes', body: request });
    },
  };
}

function remoteJournal(transport: RemoteTransport): JournalOperations {
  return {
    events: (query) => itemsOf(transport, { path: '/v1/events', query: { ...query } }),
    audit: (_actor, query) => itemsOf(transport, { path: '/v1/audit', query: { ...query } }),
    samples: (query) => itemsOf(transport, { path: '/v1/samples', query: { ...query } }),
  };
}

function remoteDrills(transport: RemoteTransport): DrillOperations {
  return {
    reports: (limit) => itemsOf(transport, { path: '/v1/drills/reports', query: { limit } }),
    report: (id) => transport.call({ path: `/v1/drills/reports/${encodeURIComponent(id)}` }),
    async current() {
      const { drill } = await transport.call<{ drill: unknown }>({ path: '/v1/drills/current' });
      return drill;
    },
    async abort(_actor, { reason }) {
      const path = '/v1/drills/current/abort';
      await transport.call({ method: 'POST', path, body: { reason } });
    },
    library: () => itemsOf(transport, { path: '/v1/drills/library' }),
    plan: (_actor, body) => transport.call({ method: 'POST', path: '/v1/drills/plan', body }),
    async start(_actor, body) {
      const path = '/v1/drills';
      const { drill } = await transport.call<{ drill: unknown }>({ method: 'POST', path, body });
      return drill;
    },
  };
}

function remoteWhatIf(transport: RemoteTransport): WhatIfOperations {
  return {
    scenarios: () => itemsOf(transport, { path: '/v1/what-if/scenarios' }),
    async run(_actor, { signal, ...body }) {
      const { result } = await transport.call<{ result: unknown }>({
        method: 'POST',
        path: '/v1/what-if/runs',
        body,
        timeoutMs: WHAT_IF_TIMEOUT_MS,
        ...(signal === undefined ? {} : { signal }),
      });
      return result;
    },
  };
}

/** As long as the server's own patience. */
const NOTIFY_TIMEOUT_MS = 30_000;
const BALANCE_TIMEOUT_MS = 300_000;

function remoteChecks(transport: RemoteTransport): CheckOperations {
  const ask = <T>(name: string, timeoutMs: number, request: { readonly signal?: AbortSignal }) => {
    const { signal, ...body } = request;
    const path = `/v1/checks/${name}`;
    const how = { method: 'POST', path, body, timeoutMs } as const;
    return itemsOf<T>(transport, signal === undefined ? how : { ...how, signal });
  };
  return {
    notify: (_actor, request) => ask('notify', NOTIFY_TIMEOUT_MS, request),
    balance: (_actor, request) => ask('balance', BALANCE_TIMEOUT_MS, request),
  };
}

const POST_MORTEM_TIMEOUT_MS = 60_000;

function remotePostMortems(transport: RemoteTransport): PostMortemOperations {
  const path = '/v1/post-mortems';
  const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;
  const timeoutMs = POST_MORTEM_TIMEOUT_MS;
  return {
    make: (_actor, body) => transport.call({ method: 'POST', path, body, timeoutMs }),
    draft: (_actor, { service, ...span }) => {
      const query = { ...span, service: service ?? undefined };
      return transport.call({ path: '/v1/post-mortem-draft', query, timeoutMs });
    },
    list: (limit) => itemsOf(transport, { path, query: { limit } }),
    report: (_actor, id) => transport.call({ path: pathOf(id) }),
    render: (_actor, id) => transport.call({ path: `${pathOf(id)}/document` }),
  };
}

function remoteConfirmations(transport: RemoteTransport): ConfirmationOperations {
  const answer = (id: string, verb: 'confirm' | 'decline') =>
    transport.call<Confirmation>({
      method: 'POST',
      path: `/v1/confirmations/${encodeURIComponent(id)}/${verb}`,
      body: {},
    });
  return {
    list: () => itemsOf(transport, { path: '/v1/confirmations' }),
    confirm: (_actor, { id }) => answer(id, 'confirm'),
    decline: (_actor, { id }) => answer(id, 'decline'),
  };
}
