/** Services among each other: upstream names and routes. */

import type { Route } from '../../model/strategy.ts';
import { show } from '../formats/format.ts';
import type { Finding, Path } from '../problem.ts';
import { eachService } from './check.ts';
import type { Check } from './check.ts';

export const upstreamNames: Check = ({ strategy }) => {
  const owners = new Map<string, string>();
  return strategy.services.flatMap(({ name, upstream }): Finding[] => {
    const owner = owners.get(upstream);
    owners.set(upstream, owner ?? name);
    if (owner === undefined) return [];
    const message = `${show(name)} and ${show(owner)} both become the upstream ${upstream}`;
    const inDutch = {
      message: `${show(name)} en ${show(owner)} worden allebei de upstream ${upstream}`,
      fix: 'geef een van de twee een andere naam',
    };
    const fix = 'rename one of them';
    return [{ code: 'BLS1306', path: ['services', name], at: 'key', message, fix, inDutch }];
  });
};

export const withoutRoutes = eachService(({ written, service, path }) =>
  written.routes !== undefined
    ? []
    : [
        {
          code: 'BLS1310',
          path: [...path, 'routes'],
          at: 'key',
          message: `${service.name} has no routes, so Kong sends it nothing`,
          fix: `add routes, such as \`routes: [{ paths: [/${service.name.toLowerCase()}] }]\`, or \`routes: []\` when another tool owns them`,
          inDutch: {
            message: `${service.name} heeft geen routes, dus Kong stuurt hem niets`,
            fix: `zet er routes bij, zoals \`routes: [{ paths: [/${service.name.toLowerCase()}] }]\`, of \`routes: []\` als een ander tool ze beheert`,
          },
          because: [[...path, 'routes']],
        },
      ],
);

export const routesThatMatchNothing = eachService(({ service, path }) =>
  service.routes.flatMap((route, index): Finding[] => {
    if (route.paths.length + route.methods.length + route.hosts.length > 0) return [];
    const message = 'this route has neither paths, methods nor hosts; Kong refuses it';
    const fix = 'add paths, such as `paths: [/products]`';
    const inDutch = {
      message: 'deze route heeft geen paths, methods of hosts; Kong weigert haar',
      fix: 'voeg paths toe, zoals `paths: [/products]`',
    };
    return [{ code: 'BLS1311', path: [...path, 'routes', index], message, fix, inDutch }];
  }),
);

interface Claim {
  readonly service: string;
  readonly route: Route;
}

/** Two routes of the same path and the same precision: Kong takes the older one. */
export const sharedRoutes: Check = ({ strategy }) => {
  const claims = new Map<string, Claim[]>();
  const findings: Finding[] = [];
  for (const { name: service, routes } of strategy.services) {
    for (const [index, route] of routes.entries()) {
      for (const [position, text] of route.paths.entries()) {
        const others = claims.get(text) ?? [];
        const rival = others.find(
          (other) => other.service !== service && clash(other.route, route),
        );
        claims.set(text, [...others, { service, route }]);
        if (rival === undefined) continue;
        const path: Path = ['services', service, 'routes', index, 'paths', position];
        const message = `${rival.service} also claims ${text}; which of the two gets a request is chance`;
        const inDutch = {
          message: `${rival.service} claimt ${text} ook; wie van de twee een request krijgt, is toeval`,
          fix: 'geef ze verschillende paden',
        };
        const fix = 'give them different paths';
        findings.push({ code: 'BLS1309', path, message, fix, inDutch });
      }
    }
  }
  return findings;
};

function clash(a: Route, b: Route): boolean {
  return overlap(a.methods, b.methods) && overlap(a.hosts, b.hosts);
}

/** A route that states something beats one that does not, so only equals clash. */
function overlap(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return a.length === b.length;
  return a.some((value) => b.includes(value));
}
