/**
 * The faults as a table: how each is injected, held and taken back, and whether it ends by itself when
 * everybody dies. The undoing is data, made before anything is injected.
 */

import type { ActiveDrill, DrillFault, DrillFaultKind, UndoStep } from '../model/drill.ts';
import type { Override } from '../model/override.ts';
import type { FaultContext } from './fault-context.ts';
import { overridesOf } from './fault-overrides.ts';
import type { DrillPlugin } from './ports.ts';
import { kongPlacesOf, placesOf, terminatedServices } from './scope.ts';

/** One thing to do in order to inject a fault. */
export type InjectStep =
  | {
      readonly kind: 'health';
      readonly gateway: string;
      readonly upstream: string;
      readonly targets: readonly string[];
    }
  | { readonly kind: 'plugin'; readonly gateway: string; readonly plugin: DrillPlugin }
  | { readonly kind: 'override'; readonly override: Override }
  | { readonly kind: 'command'; readonly run: string; readonly timeoutMs: number }
  | {
      readonly kind: 'http';
      readonly url: string;
      readonly body: string | null;
      readonly tokenFile: string | null;
      readonly timeoutMs: number;
    };

export interface FaultPlan {
  readonly inject: readonly InjectStep[];
  readonly undo: readonly UndoStep[];
  /** Must be done again all the time, or Kong's probes undo it. */
  readonly isReasserted: boolean;
}

/** Whether a fault ends when nobody is left to end it. */
export function endsByItself(fault: DrillFault): boolean {
  switch (fault.kind) {
    case 'health-mark':
      return true;
    case 'command':
    case 'webhook':
      return fault.endsAfterMs !== null;
    case 'weight-out':
    case 'request-termination':
    case 'toxiproxy':
      return false;
    default:
      return fault satisfies never;
  }
}

export function planFault(context: FaultContext): FaultPlan {
  const { kind } = context.drill.fault;
  return { ...PLANNERS[kind](context), isReasserted: kind === 'health-mark' };
}

type Planned = Pick<FaultPlan, 'inject' | 'undo'>;

const PLANNERS: Readonly<Record<DrillFaultKind, (context: FaultContext) => Planned>> = {
  'health-mark': ({ drill, strategy }) => {
    const steps = kongPlacesOf(placesOf(drill, strategy), strategy).map(
      ({ gateway, upstream, targets }) => ({ kind: 'health', gateway, upstream, targets }) as const,
    );
    return { inject: steps, undo: steps };
  },
  'weight-out': (context) => {
    const overrides = overridesOf(context);
    return {
      inject: overrides.map((override) => ({ kind: 'override', override })),
      undo: [{ kind: 'override', ids: overrides.map(({ id }) => id) }],
    };
  },
  'request-termination': (context) => {
    const { drill, strategy, newId } = context;
    const { fault } = drill;
    if (fault.kind !== 'request-termination') return NOTHING;
    const plugins = terminatedServices(drill, strategy).map(({ gateway, service }) => ({
      gateway,
      plugin: { id: newId(), name: fault.kind, service, config: terminationOf(fault) },
    }));
    return {
      inject: plugins.map((one) => ({ kind: 'plugin', ...one })),
      undo: plugins.map(({ gateway, plugin }) => ({
        kind: 'plugin',
        gateway,
        pluginId: plugin.id,
      })),
    };
  },
  command: ({ drill: { fault } }) => {
    if (fault.kind !== 'command') return NOTHING;
    const { run, undo, verify, timeoutMs } = fault;
    return {
      inject: [{ kind: 'command', run, timeoutMs }],
      undo: [{ kind: 'command', run: undo, verify, timeoutMs }],
    };
  },
  webhook: ({ drill: { fault } }) => {
    if (fault.kind !== 'webhook') return NOTHING;
    const { inject, undo, body, verify, tokenFile, timeoutMs } = fault;
    const check = verify === null ? null : { url: verify, orAbsent: false, trueField: null };
    return {
      inject: [{ kind: 'http', url: inject, body, tokenFile, timeoutMs }],
      undo: [
        { kind: 'http', method: 'POST', url: undo, body, tokenFile, timeoutMs, verify: check },
      ],
    };
  },
  toxiproxy: ({ drill: { fault }, id }) => {
    if (fault.kind !== 'toxiproxy') return NOTHING;
    const planned = fault.proxies.map((proxy) => toxicAt(fault, { proxy, id }));
    return {
      inject: planned.map(({ inject }) => inject),
      undo: planned.map(({ undo }) => undo),
    };
  },
};

const NOTHING: Planned = { inject: [], undo: [] };
const TOXIPROXY_TIMEOUT_MS = 5_000;

function terminationOf({ status, trigger }: DrillFault & { kind: 'request-termination' }) {
  const message = 'a drill of Ballast';
  return { status_code: status, message, ...(trigger === null ? {} : { trigger }) };
}

/** Toxiproxy's HTTP API: README of Shopify/toxiproxy, "HTTP API". */
function toxicAt(
  fault: DrillFault & { kind: 'toxiproxy' },
  { proxy, id }: { readonly proxy: string; readonly id: string },
): { inject: InjectStep; undo: UndoStep } {
  const { url, toxic, attributes, toxicity } = fault;
  const at = `${url}/proxies/${encodeURIComponent(proxy)}`;
  const call = { tokenFile: null, timeoutMs: TOXIPROXY_TIMEOUT_MS };
  if (toxic === 'down') {
    const verify = { url: at, orAbsent: false, trueField: 'enabled' };
    return {
      inject: { kind: 'http', url: at, body: JSON.stringify({ enabled: false }), ...call },
      undo: {
        kind: 'http',
        method: 'POST',
        url: at,
        body: JSON.stringify({ enabled: true }),
        verify,
        ...call,
      },
    };
  }
  const name = `ballast-${id}`;
  const body = JSON.stringify({ name, type: toxic, stream: 'downstream', toxicity, attributes });
  const own = `${at}/toxics/${encodeURIComponent(name)}`;
  const verify = { url: own, orAbsent: true, trueField: null };
  return {
    inject: { kind: 'http', url: `${at}/toxics`, body, ...call },
    undo: { kind: 'http', method: 'DELETE', url: own, body: null, verify, ...call },
  };
}

/** What a person types when nothing else helps. */
export function manualCommands(
  undo: readonly UndoStep[],
  adminUrlOf: (gateway: string) => string,
): ActiveDrill['manual'] {
  return undo.flatMap((step): string[] => {
    switch (step.kind) {
      case 'health':
        return step.targets.map(
          (target) =>
            `curl -X PUT ${adminUrlOf(step.gateway)}/upstreams/${step.upstream}/targets/${target}/healthy`,
        );
      case 'plugin':
        return [`curl -X DELETE ${adminUrlOf(step.gateway)}/plugins/${step.pluginId}`];
      case 'override':
        return ['ballast restore --baseline   # or wait: the override ends by itself'];
      case 'command':
        return [step.run];
      case 'http': {
        const data =
          step.body === null ? '' : ` -H 'content-type: application/json' -d '${step.body}'`;
        return [`curl -X ${step.method} ${step.url}${data}`];
      }
      default:
        return step satisfies never;
    }
  });
}
