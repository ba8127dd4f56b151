import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyConfig } from '../../src/kong/apply-config.ts';
import { type AdminClient, createAdminClient } from '../../src/kong/client.ts';
import { type FakeAdmin, startFakeAdmin } from './fake-admin.ts';

let kong: FakeAdmin;
let client: AdminClient;
beforeEach(async () => {
  kong = await startFakeAdmin();
  client = createAdminClient({ baseUrls: [kong.url] });
});
afterEach(async () => {
  await client.close();
  await kong.close();
});

function config(weight: number) {
  return {
    _format_version: '3.0',
    upstreams: [
      {
        name: 'shop',
        algorithm: 'round-robin',
        healthchecks: { active: { timeout: 1 } },
        targets: [{ target: '10.0.0.1:80', weight }, { target: '[::1]:80' }],
      },
    ],
    services: [
      {
        name: 'shop',
        host: 'shop',
        routes: [{ name: 'shop', paths: ['/shop'] }],
        plugins: [{ name: 'rate-limiting', config: { minute: 6 } }],
      },
    ],
    plugins: [{ name: 'prometheus', config: { latency_metrics: true } }],
  };
}

test('an empty Kong gets everything, upstreams and targets before services', async () => {
  await applyConfig(client, config(100));
  expect(kong.writes).toEqual([
    'POST /upstreams',
    'POST /upstreams/shop/targets',
    'POST /upstreams/shop/targets',
    'POST /services',
    'POST /routes',
    'POST /plugins',
    'POST /plugins',
  ]);
});

test('the second run writes nothing, a changed weight writes one target', async () => {
  // Kong stores the IPv6 target in long form; the fake keeps what it is given.
  const stored = config(100);
  stored.upstreams[0]?.targets.splice(1, 1, {
    target: '[0000:0000:0000:0000:0000:0000:0000:0001]:80',
  });
  await applyConfig(client, stored);
  expect(await applyConfig(client, config(100))).toEqual({ writes: [], notTaken: [] });
  const { writes } = await applyConfig(client, config(50));
  expect(writes).toEqual([
    { action: 'patch', kind: 'targets', key: '10.0.0.1:80', fields: ['weight'] },
  ]);
  const steered = await applyConfig(client, config(7), { keepWeights: (name) => name === 'shop' });
  expect(steered.writes).toEqual([]);
});
