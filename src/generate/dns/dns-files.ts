/** How clients get to another gateway: what DNS or a global load balancer has to ask, and an example. */

import type { Strategy } from '../../model/strategy.ts';
import { healthRoutePath } from '../health-routes.ts';
import type { GeneratedFile } from '../kong-files.ts';
import { failoverArithmetic } from './failover-time.ts';
import { renderRoute53 } from './route53.ts';

export function renderDnsFiles(strategy: Strategy): readonly GeneratedFile[] {
  return [
    { path: 'README.md', text: renderPage(strategy) },
    { path: 'route53.tf', text: renderRoute53(strategy) },
  ];
}

function renderPage(strategy: Strategy): string {
  const rows = strategy.gateways.flatMap(({ name, region }) =>
    strategy.services.map(
      (service) => `| ${name} | ${service.name} | \`${healthRoutePath(region, service.name)}\` |`,
    ),
  );
  return `# DNS and global load balancing for ${strategy.name}

A Kong in a region that dies, dies with it. Clients get to another gateway by DNS, a global load
balancer or anycast, which Ballast does not run. These are the paths to ask, with GET or HEAD:

| Gateway | Service | Path |
| --- | --- | --- |
${rows.join('\n')}

200 when the gateway can serve the service, by way of the same upstream that requests take and a
target's own health path; 503, or 502 and 504, when no target is left; 404 at a gateway of another region,
so that a checker that was pointed at the wrong one is found out. Under \`isolate\` a region answers for
itself; otherwise another region may stand in, since that is what clients get.

What these paths cannot do, with what Kong OSS has:

- One path is one service. "All of them" is put together by the asker (a calculated health check in
  \`route53.tf\`; several monitors elsewhere). Where only one URL is possible, take the service whose
  loss hurts most.
- They do not say whether there is room, only whether there is an answer. A gateway that sheds stays
  healthy: moving its clients would crush the next one.
- They are open to everyone. Put an \`ip-restriction\` plugin with your checkers' addresses on the
  services \`ballast-health-*\`; never a rate limit that your checkers could run into.

Ask each gateway by its own address every 10 s, count two failures in a row, wait at least 2 s for an
answer. \`route53.tf\` is a worked example for Amazon Route 53: a lost gateway is
${failoverArithmetic(strategy)}.
`;
}
