/**
 * What a schema cannot say of a scenario. Each check takes the parts it needs from the data as they
 * stand and keeps still when one of them is itself wrong, so that all problems are told at once.
 */

import { parseDurationMs } from '../../lib/quantities.ts';
import { parseStrategy } from '../../strategy/index.ts';
import type { Finding } from '../../strategy/problem.ts';
import { valueAt } from '../../strategy/walk.ts';
import { buildServers, buildWorld } from './build-scenario.ts';
import { scenarioSchema } from './schema.ts';
import { standardStrategy } from './standard-strategy.ts';

export function checkScenario(data: unknown): Finding[] {
  return [checkFaultTimes, checkStrategy].flatMap((check) => check(data));
}

function checkFaultTimes(data: unknown): Finding[] {
  const duration = textAt(data, 'duration');
  const faults = valueAt(data, ['faults']);
  const durationMs = parseDurationMs(duration);
  if (durationMs === null || !Array.isArray(faults)) return [];
  return faults.flatMap((fault: unknown, index): Finding[] => {
    const at = textAt(fault, 'at');
    const atMs = parseDurationMs(at);
    if (atMs === null || atMs < durationMs) return [];
    const message = `the scenario ends after ${duration}, before this fault begins`;
    const fix = `let it begin earlier, or make duration longer than ${at}`;
    const inDutch = {
      message: `het scenario eindigt na ${duration}, voordat deze storing begint`,
      fix: `laat haar eerder beginnen, of maak duration langer dan ${at}`,
    };
    return [{ code: 'BLS1801', path: ['faults', index, 'at'], message, fix, inDutch }];
  });
}

function textAt(data: unknown, key: string): string {
  const value = valueAt(data, [key]);
  return typeof value === 'string' ? value : '';
}

/** The standard strategy with the scenario's changes must be one that Ballast accepts. */
function checkStrategy(data: unknown): Finding[] {
  const { world, servers } = scenarioSchema.shape;
  const parsedWorld = world.safeParse(valueAt(data, ['world']));
  const parsedServers = servers.safeParse(valueAt(data, ['servers']));
  if (!parsedWorld.success || !parsedServers.success) return [];
  const built = buildWorld(parsedWorld.data ?? {});
  const text = standardStrategy(built, buildServers(parsedServers.data ?? {}));
  const { problems } = parseStrategy(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.map(({ path, message, fix, inDutch }) => ({
    code: 'BLS1803',
    path: ['world', 'strategy'],
    message: `${path}: ${message}`,
    fix,
    inDutch: { ...inDutch, message: `${path}: ${inDutch.message}` },
  }));
}
