/** Flags say the same as answers, for all services or for one. */

import { expect, test } from 'vitest';

import { commandLine, complaintsAbout, quoted, valuesFromFlags } from './flags.ts';
import { answerTo } from './questions/order.ts';

test.each([
  ['for all', { health: ['/live'] }, 'a', '/live'],
  ['for one', { health: ['a=/live'] }, 'a', '/live'],
  ['for another', { health: ['b=/live'] }, 'a', '/health'],
  ['the one beats all', { health: ['/all', 'a=/live'] }, 'a', '/live'],
  ['what is like another', { health: ['b=/live'], like: ['c=b'] }, 'c', '/live'],
  ['what is its own', { health: ['b=/live', 'c=/own'], like: ['c=b'] }, 'c', '/own'],
])('a flag speaks %s', (_name, flags, service, answer) => {
  const values = valuesFromFlags({ services: 'a, b, c', ...flags });
  expect(answerTo(values, 'health', { service })).toBe(answer);
});

test('a URL or a command with an equals sign is not taken for a service', () => {
  const values = valuesFromFlags({ services: 'a', before: ['https://x.example/?a=b'] });
  expect(answerTo(values, 'before', { service: 'a' })).toBe('https://x.example/?a=b');
});

test('services and regions are those that targets name', () => {
  const values = valuesFromFlags({ target: ['a@x=h:1', 'a@y=i:1', 'b@x=j:1'] });
  expect(answerTo(values, 'services', {})).toBe('a, b');
  expect(answerTo(values, 'regions', {})).toBe('x, y');
  expect(answerTo(values, 'target', { service: 'b', region: 'y' })).toBe('none');
});

test.each([
  ['a capacity without a unit', { capacity: ['a=200'] }, 'rate'],
  ['a host without a port', { target: ['a@eu-west=host'] }, 'hosts'],
  ['a host in two regions', { target: ['a@eu-west=h:1', 'a@eu-north=h:1'] }, 'hosts-twice'],
  ['a service without hosts', { target: ['a@eu-west=none'] }, 'hosts-nowhere'],
  ['no gateway at all', { regions: 'x', gateway: ['x=none'] }, 'gateway-nowhere'],
  ['a wish that there is not', { failover: ['a=hope'] }, 'choice'],
  ['to be like a later service', { services: 'a, b, c', like: ['b=c'] }, 'like'],
  ['a header with a dash', { sessions: ['a=header:x-user'] }, 'header'],
  ['one route for two services', { services: 'a, b', path: ['/x'] }, 'route-taken'],
  ['services with one upstream name', { services: 'shop.api, shop-api' }, 'names-clash'],
  ['a listener on every address', { logs: '0.0.0.0:9911' }, 'listen'],
])('%s is refused', (_name, flags, complaint) => {
  const refused = complaintsAbout(valuesFromFlags({ services: 'a', ...flags }));
  expect(refused.map((one) => one.complaint)).toContain(complaint);
});

test('the defaults are refused by nobody', () => {
  expect(complaintsAbout(valuesFromFlags({}))).toEqual([]);
});

test('a command line can be pasted into a shell', () => {
  const values = valuesFromFlags({ services: 'a', before: ["a=sh -c 'x'"], approval: ['manual'] });
  expect(quoted(commandLine(values))).toBe(
    String.raw`ballast init --approval manual --services a --before 'a=sh -c '\''x'\'''`,
  );
});
