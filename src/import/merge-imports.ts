/**
 * Several Kongs → one strategy: the gateways of all, the services of the first that has them. Where
 * another Kong has something else under the same name, that is told as a loss.
 */

import type { ImportResult, Loss } from './contract.ts';
import type { StrategyData } from './strategy-data.ts';

export function mergeImports(results: readonly ImportResult[]): ImportResult {
  const [first, ...others] = results;
  if (first === undefined) throw new TypeError('nothing to merge');
  return others.reduce(mergeTwo, first);
}

function mergeTwo(left: ImportResult, right: ImportResult): ImportResult {
  const { strategy } = left;
  const regions = [...Object.keys(strategy.regions), ...Object.keys(right.strategy.regions)];
  const gateways = { ...strategy.gateways };
  for (const [name, gateway] of Object.entries(right.strategy.gateways)) {
    gateways[freeName(name, gateways)] = gateway;
  }
  const merged: StrategyData = {
    ...strategy,
    regions: Object.fromEntries(
      [...new Set(regions)].map((name, priority) => [name, { priority }]),
    ),
    gateways,
    services: { ...right.strategy.services, ...strategy.services },
  };
  const known = new Set(left.guesses.map(({ path }) => path.slice(0, 2).join('/')));
  return {
    strategy: merged,
    guesses: [
      ...left.guesses,
      ...right.guesses.filter(
        ({ path }) => path.length > 1 && !known.has(path.slice(0, 2).join('/')),
      ),
    ],
    losses: [...left.losses, ...right.losses, ...differences(strategy, right.strategy)],
  };
}

function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  for (let turn = 1; ; turn += 1) {
    const candidate = turn === 1 ? name : `${name}-${turn}`;
    if (!Object.hasOwn(taken, candidate)) return candidate;
  }
}

function differences(left: StrategyData, right: StrategyData): Loss[] {
  const source = Object.keys(right.gateways).join(', ');
  return Object.entries(right.services).flatMap(([name, service]) => {
    const known = left.services[name];
    if (known === undefined) return [];
    return Object.entries(service)
      .filter(([key, value]) => {
        const other = new Map<string, unknown>(Object.entries(known)).get(key);
        return JSON.stringify(value) !== JSON.stringify(other);
      })
      .map(([key]) => ({
        code: 'differs' as const,
        source,
        place: `services/${name}`,
        params: { key },
      }));
  });
}
