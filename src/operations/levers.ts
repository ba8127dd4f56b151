/**
 * People's levers on this machine: asked of the store, weighed with the production law, kept in the
 * store, which a controller reads at its next tick. Nothing here writes to a Kong.
 */

import type { LeverOperations } from './contract.ts';
import { decideApproval, pendingApprovals } from './levers/approvals.ts';
import { endLever, restoreRegion } from './levers/end-lever.ts';
import { readModes, setMode } from './levers/modes.ts';
import { prepareLever } from './levers/preview.ts';
import { setLever } from './levers/set-lever.ts';
import { listOverrides } from './levers/stored-overrides.ts';
import { undoLever, undoPreview } from './levers/undo-lever.ts';
import type { LocalPorts } from './ports.ts';

export function createLeverOperations(ports: LocalPorts): LeverOperations {
  return {
    list: () => listOverrides(ports),
    preview: async (request) => (await prepareLever(ports, request)).preview,
    set: (actor, request) => setLever(ports, actor, request),
    end: (actor, request) => endLever(ports, actor, request),
    restore: (actor, request) => restoreRegion(ports, actor, request),
    undoable: (actor) => undoPreview(ports, actor),
    undo: (actor, request) => undoLever(ports, actor, request),
    pending: () => pendingApprovals(ports),
    decide: (actor, request) => decideApproval(ports, actor, request),
    modes: () => readModes(ports),
    setMode: (actor, request) => setMode(ports, actor, request),
  };
}
