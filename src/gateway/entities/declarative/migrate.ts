/**
 * Formats before 3.0 had no mark for regex paths: a route path with other characters than those
 * of a plain path was one. Such paths get the `~` that 3.0 asks for, as Kong does on reading.
 */

import { isRecord } from '../records.ts';
import type { Input } from './model.ts';

const OLD_VERSIONS = ['1.1', '2.1'];
const PLAIN_PATH = /^[\w.\-~/%]*$/;

export function migratePaths(root: Input): Input {
  const version = root['_format_version'];
  if (typeof version !== 'string' || !OLD_VERSIONS.includes(version)) return root;
  return {
    ...root,
    ...withRoutes(root),
    ...(Array.isArray(root['services'])
      ? {
          services: root['services'].map((service) =>
            isRecord(service) ? withRoutes(service) : service,
          ),
        }
      : {}),
  };
}

function withRoutes(owner: Input): Input {
  const { routes } = owner;
  return Array.isArray(routes) ? { ...owner, routes: routes.map(migrateRoute) } : owner;
}

function migrateRoute(route: unknown): unknown {
  if (!isRecord(route) || !Array.isArray(route['paths'])) return route;
  const paths = route['paths'].map((path: unknown) =>
    typeof path === 'string' && !path.startsWith('~') && !PLAIN_PATH.test(path) ? `~${path}` : path,
  );
  return { ...route, paths };
}
