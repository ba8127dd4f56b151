/** The commands that runbooks name, with the names of one strategy. */

import { layoutOf } from '../../model/layout.ts';
import type { Gateway, ServiceStrategy, Strategy } from '../../model/strategy.ts';

/** Short commands that stand in a sentence. */
const INLINE: Readonly<Record<string, string>> = {
  status: 'ballast status',
  generate: 'ballast generate',
  apply: 'ballast apply',
  applyBase: 'ballast apply --with-base',
  enable: 'ballast enable',
  disable: 'ballast disable',
  run: 'ballast run',
  advise: 'ballast advise',
  simulate: 'ballast simulate --scenario small-secondary',
  replay: 'ballast simulate --replay ballast.db',
};

export interface Command {
  /** `inline` stands in the sentence; `block` comes below the item. */
  readonly kind: 'inline' | 'block';
  readonly lines: readonly string[];
}

/** @returns `null` for a placeholder that means nothing. */
export function commandOf(strategy: Strategy, name: string): Command | null {
  const inline = INLINE[name];
  if (inline !== undefined) return { kind: 'inline', lines: [inline] };
  const build = BUILDERS[name];
  return build === undefined ? null : build(strategy);
}

const BUILDERS: Readonly<Record<string, (strategy: Strategy) => Command>> = {
  explain: ({ services }) => ({
    kind: 'inline',
    lines: [`ballast explain ${services[0]?.name ?? ''}`.trim()],
  }),
  approve: (strategy) => decision(strategy, 'approve', 'failover'),
  reject: (strategy) => decision(strategy, 'reject', 'failover'),
  approveReturn: (strategy) => decision(strategy, 'approve', 'failback'),
  rejectReturn: (strategy) => decision(strategy, 'reject', 'failback'),
  health: (strategy) => block(eachUpstream(strategy, (upstream) => `curl -s ${upstream}/health`)),
  targets: (strategy) => block(eachUpstream(strategy, (upstream) => `curl -s ${upstream}/targets`)),
  probe: ({ services }) =>
    block(
      services.flatMap(({ targets, health, protocol }) =>
        targets.map(({ target }) => `curl -sS -m 2 ${protocol}://${target}${health.path}`),
      ),
    ),
  nodes: (strategy) => block(eachAdmin(strategy, (admin) => `curl -sS -m 2 ${admin}/status`)),
  plugins: (strategy) => block(eachAdmin(strategy, (admin) => `curl -s ${admin}/plugins`)),
  metrics: (strategy) =>
    block(eachAdmin(strategy, (admin) => `curl -s ${admin}/metrics | grep -c ^kong_`)),
  proxy: ({ gateways, services }) => {
    const path = services[0]?.routes[0]?.paths[0] ?? '/';
    const urls = gateways.flatMap(({ proxyUrl }) => (proxyUrl === null ? [] : [proxyUrl]));
    const shown = urls.length > 0 ? urls : ['http://KONG:8000'];
    return block(
      shown.map((url) => `curl -sS -m 2 -o /dev/null -w '%{http_code}\\n' ${url}${path}`),
    );
  },
  listen: ({ telemetry }) => ({ kind: 'inline', lines: [telemetry.logs.listen] }),
};

/** `SERVICE/REGION/MOVE` names what waits; the first choice of the first service that may move. */
function decision(
  { services }: Strategy,
  verb: 'approve' | 'reject',
  move: 'failover' | 'failback',
): Command {
  const moving = services.find(({ failover }) => failover.mode !== 'isolate') ?? services[0];
  const region = moving?.targets[0]?.region ?? 'REGION';
  const subject = `${moving?.name ?? 'SERVICE'}/${region}/${move}`;
  return { kind: 'inline', lines: [`ballast ${verb} ${subject} --reason "…"`] };
}

function block(lines: readonly string[]): Command {
  return { kind: 'block', lines };
}

function eachAdmin({ gateways }: Strategy, line: (admin: string) => string): readonly string[] {
  return gateways.flatMap((gateway) => adminsOf(gateway).map(line));
}

function eachUpstream(strategy: Strategy, line: (url: string) => string): readonly string[] {
  return strategy.gateways.flatMap((gateway) =>
    strategy.services.flatMap((service) =>
      upstreamsOf(strategy, { gateway, service }).flatMap((upstream) =>
        adminsOf(gateway).map((admin) => line(`${admin}/upstreams/${upstream}`)),
      ),
    ),
  );
}

/** Those that hold targets: an outer one has only Kong itself. */
function upstreamsOf(
  strategy: Strategy,
  { gateway, service }: { readonly gateway: Gateway; readonly service: ServiceStrategy },
): readonly string[] {
  const { upstreams } = layoutOf({ strategy, gateway, service });
  return upstreams.filter(({ role }) => role !== 'outer').map(({ upstream }) => upstream);
}

function adminsOf({ adminUrls, workspace }: Gateway): readonly string[] {
  return adminUrls.map((url) => (workspace === null ? url : `${url}/${workspace}`));
}
