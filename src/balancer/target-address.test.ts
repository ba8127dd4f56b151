import { expect, test } from 'vitest';

import { parseTarget, resolveTargets } from './target-address.ts';

test.each([
  { target: '10.0.0.1:80', host: '10.0.0.1', port: 80 },
  { target: 'konghq.test', host: 'konghq.test', port: 8000 },
  { target: '[::1]:9003', host: '[::1]', port: 9003 },
  { target: '[::1]', host: '[::1]', port: 8000 },
])('$target is $host port $port', ({ target, host, port }) => {
  expect(parseTarget(target)).toEqual({ host, port });
});

test('each address of a name has the full weight of its target; an unknown name has none', () => {
  const targets = [
    { target: 'two.test:80', weight: 50 },
    { target: 'gone.test:80', weight: 10 },
    { target: '[::1]:80', weight: 1 },
  ];
  const resolved = resolveTargets(targets, { addresses: { 'two.test': ['10.0.0.1', '10.0.0.2'] } });
  expect(
    resolved.map(({ addresses }) => addresses.map(({ key, weight }) => [key, weight])),
  ).toEqual([
    [
      ['10.0.0.1:80:two.test', 50],
      ['10.0.0.2:80:two.test', 50],
    ],
    [],
    [['[::1]:80:[::1]', 1]],
  ]);
});
