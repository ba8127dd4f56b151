/** Every endpoint of the Admin API, `/endpoints` among them. */

import { childEndpoints, collectionEndpoints, referencedEndpoint } from './collections.ts';
import { CONFIG_ENDPOINT } from './config.ts';
import { answer } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { HEALTH_ENDPOINT } from './health.ts';
import { NODE_ENDPOINTS } from './node.ts';
import { SCHEMA_ENDPOINTS } from './schemas.ts';
import { TAG_ENDPOINTS } from './tags.ts';
import { TARGET_ENDPOINTS } from './targets.ts';

const SERVED: readonly Endpoint[] = [
  ...NODE_ENDPOINTS,
  CONFIG_ENDPOINT,
  ...SCHEMA_ENDPOINTS,
  ...TAG_ENDPOINTS,
  ...collectionEndpoints('services'),
  ...childEndpoints('services', 'service', 'routes'),
  ...childEndpoints('services', 'service', 'plugins'),
  ...collectionEndpoints('routes'),
  ...childEndpoints('routes', 'route', 'plugins'),
  referencedEndpoint('routes', 'service', 'services'),
  ...collectionEndpoints('plugins'),
  referencedEndpoint('plugins', 'service', 'services'),
  referencedEndpoint('plugins', 'route', 'routes'),
  ...collectionEndpoints('upstreams'),
  HEALTH_ENDPOINT,
  ...TARGET_ENDPOINTS,
];

const PATHS = ['/endpoints', ...SERVED.map(({ path }) => path)].sort();

export const ENDPOINTS: readonly Endpoint[] = [
  ...SERVED,
  { path: '/endpoints', methods: { GET: () => answer(200, { data: PATHS }) } },
];
