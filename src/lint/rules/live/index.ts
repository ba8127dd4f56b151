import type { Rule } from '../../contract.ts';
import { nodeUnreachable } from './cluster/node-state.ts';
import { databaseLost } from './cluster/node-state.ts';
import { blindControlPlane } from './cluster/node-state.ts';
import { nodesDiffer } from './cluster/nodes-differ.ts';
import { noStatusApi } from './node/no-status-api.ts';
import { openAdminApi } from './node/open-admin-api.ts';
import { pluginNotAvailable } from './node/plugins.ts';
import { luaSwitchedOff } from './node/plugins.ts';
import { expressionsRouter } from './node/router-and-retries.ts';
import { repeatedWrites } from './node/router-and-retries.ts';
import { slowPropagation } from './node/slow-propagation.ts';
import { everyoneTrusted } from './node/trusted-ips.ts';
import { hashesOneAddress } from './node/trusted-ips.ts';
import { versionFaults } from './node/version.ts';
import { strictConsistency } from './node/workers.ts';
import { slowWorkers } from './node/workers.ts';
import { foreignOwner } from './strategy/foreign-owner.ts';
import { logsNotSent } from './strategy/telemetry.ts';
import { noMetrics } from './strategy/telemetry.ts';
import { upstreamMissing } from './strategy/upstreams-as-wanted.ts';
import { targetsDiffer } from './strategy/upstreams-as-wanted.ts';
import { weightsDiffer } from './strategy/upstreams-as-wanted.ts';
import { nodesDisagree } from './upstreams/nodes-disagree.ts';
import { nothingAvailable } from './upstreams/nothing-available.ts';
import { checksOff } from './upstreams/target-states.ts';
import { nameNotResolved } from './upstreams/target-states.ts';
import { targetDown } from './upstreams/target-states.ts';
import { weightNotInUse } from './upstreams/weight-not-in-use.ts';

export const LIVE_RULES: readonly Rule[] = [
  slowPropagation,
  openAdminApi,
  noStatusApi,
  everyoneTrusted,
  hashesOneAddress,
  pluginNotAvailable,
  luaSwitchedOff,
  strictConsistency,
  slowWorkers,
  expressionsRouter,
  repeatedWrites,
  versionFaults,
  nodesDiffer,
  nodeUnreachable,
  databaseLost,
  blindControlPlane,
  checksOff,
  nameNotResolved,
  targetDown,
  nodesDisagree,
  weightNotInUse,
  nothingAvailable,
  upstreamMissing,
  targetsDiffer,
  weightsDiffer,
  foreignOwner,
  logsNotSent,
  noMetrics,
];
