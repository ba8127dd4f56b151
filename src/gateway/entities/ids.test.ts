import { expect, it } from 'vitest';

import { compositeKey, declarativeId } from './ids.ts';

it.each([
  ['upstreams', 'u1', '0e7a237a-6645-50cc-8e6d-514947af04b9'],
  ['services', 's1', '356ebaf8-b7af-5cba-99a1-f392e34730ab'],
  ['routes', 'r1', '4726a05a-d550-537e-9fc3-a07c7a1188c7'],
] as const)('the id of %s %s is the one a real Kong gave', (kind, name, id) => {
  expect(declarativeId(kind, name)).toBe(id);
});

it('the id of a target is the one a real Kong gave', () => {
  const upstream = declarativeId('upstreams', 'u1');
  const key = compositeKey('targets', [upstream, '127.0.0.1:9001']);
  expect(declarativeId('targets', key)).toBe('8e19c41d-8a25-555c-9502-cb7d822d5a10');
});
