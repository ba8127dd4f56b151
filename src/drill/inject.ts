/** Injecting a fault, step by step; a step that fails ends it, and what was done is undone by others. */

import { OVERRIDES_LIMIT, OVERRIDES_SETTING, readOverrides } from '../model/override.ts';
import type { InjectStep } from './faults.ts';
import { gatewayOf, type UndoPorts } from './undo.ts';

const CALL_MS = 3_000;

/** Resolves to why it failed; `null` when all is injected. */
export async function inject(
  steps: readonly InjectStep[],
  ports: UndoPorts,
  signal: AbortSignal,
): Promise<string | null> {
  for (const step of steps) {
    try {
      const failure = await injectOne(step, ports, signal);
      if (failure !== null) return failure;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return null;
}

async function injectOne(
  step: InjectStep,
  { gateways, store, caller, clock }: UndoPorts,
  signal: AbortSignal,
): Promise<string | null> {
  const limit = clock.timeoutSignal(CALL_MS, signal);
  switch (step.kind) {
    case 'health': {
      const { upstream, targets } = step;
      const { nodes } = gatewayOf(gateways, step.gateway);
      await Promise.all(
        nodes.flatMap((node) =>
          targets.map((target) => node.setHealth({ upstream, target, healthy: false }, limit)),
        ),
      );
      return null;
    }
    case 'plugin':
      await gatewayOf(gateways, step.gateway).nodes[0]?.putPlugin(step.plugin, limit);
      return null;
    case 'override': {
      // Planned before the steady state was watched: its time begins now.
      const nowMs = clock.nowMs();
      const { atMs, untilMs } = step.override;
      const override = { ...step.override, atMs: nowMs, untilMs: nowMs + untilMs - atMs };
      await store.updateSetting(OVERRIDES_SETTING, (stored) =>
        [...readOverrides(stored), override].slice(-OVERRIDES_LIMIT),
      );
      return null;
    }
    case 'command': {
      const { ok, detail } = await caller.command(step.run, { timeoutMs: step.timeoutMs, signal });
      return ok ? null : detail;
    }
    case 'http': {
      const { url, body, tokenFile, timeoutMs } = step;
      const request = { method: 'POST', url, body, tokenFile } as const;
      const { ok, detail } = await caller.http(request, { timeoutMs, signal });
      return ok ? null : detail;
    }
    default:
      return step satisfies never;
  }
}
