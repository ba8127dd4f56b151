/** What stands above the Kubernetes files: what each kind of object can say and what it cannot. */

import type { TelemetrySettings } from '../../model/strategy.ts';
import { LOG_TOKEN_VARIABLE } from '../plugins.ts';

interface Title {
  readonly strategy: string;
  readonly gateway: string;
}

export function pluginsHeader(title: Title, logs: TelemetrySettings['logs']): string {
  const token =
    logs.tokenFile === null
      ? ''
      : `\nSet ${LOG_TOKEN_VARIABLE} in the environment of Kong's pods to the token of telemetry.logs.`;
  return `Kong plugins of ${title.strategy} for ${title.gateway}, for the Kong Ingress Controller (KIC) 3.x. Written by ballast generate.
Apply first: kubectl apply -f plugins.yaml
KongClusterPlugin: once for everything that KIC serves (label global). KongPlugin: named by HTTPRoutes.${token}
Each service has an http-log of its own that sets service.host to the upstream of the strategy, since
KIC names Kong's services itself. The strategy's gateway has to say loopback: none under KIC.`;
}

export function upstreamsHeader(title: Title): string {
  return `Balancing and health checks of ${title.strategy} for ${title.gateway}, for the Kong Ingress Controller (KIC) 3.x. Written by ballast generate.
Apply second: kubectl apply --server-side -f upstreams.yaml
KongUpstreamPolicy can say: algorithm, ring size, hash inputs, health checks and their counters.
It cannot say: fractions of a second (rounded up here), weights of targets, failover targets.
Services carry the policy, time-outs and retries as annotations; KIC wants the same ones on every
Service of a rule, or it leaves the policy out. Not possible under KIC: the shed target and the
two-level layout (Kong as its own target), so what does not fit is not shed but slow.`;
}

export function routesHeader(title: Title): string {
  return `Routes and weights of ${title.strategy} for ${title.gateway}, for the Kong Ingress Controller (KIC) 3.x. Written by ballast generate.
Apply last: kubectl apply -f routes.yaml
A region's share is the weight of its backendRefs. KIC makes each target's weight from it: weight /
number of endpoints of that Service, in whole numbers, at least 1; 0 stays 0. So with weight w over n
endpoints up to n - 1 parts of w are lost, and below w = n each endpoint counts 1: with 100 for a
standby, 3 endpoints give 99, 60 give 60, 150 give 150. Keep w well above n.
Weights are the baseline: they survive the loss of a region without Ballast. To move a region change
them here (kubectl, GitOps), never in Kong: KIC's next push erases that. KIC pushes at most each 3 s.
Parents: the Gateway kong in namespace kong; change it if yours has another name.`;
}
