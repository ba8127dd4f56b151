import { expect, test } from 'vitest';
import { strategyFixture } from '../../../test/support/strategy-fixture.ts';
import type { Where } from '../contract.ts';
import { serversAt } from './roles.ts';

const STRATEGY = strategyFixture({ regions: { 'eu-west': 2, 'eu-north': 1, 'eu-south': 2 } });

const TABLE: readonly [claim: string, where: Where, expected: readonly string[]][] = [
  [
    'primary is the first gateway’s own region',
    { region: 'primary' },
    ['eu-west-1:80', 'eu-west-2:80'],
  ],
  ['standby is the next', { region: 'standby' }, ['eu-north-1:80']],
  ['a region by its name', { region: 'eu-south' }, ['eu-south-1:80', 'eu-south-2:80']],
  ['targets count within their region', { region: 'eu-south', targets: [1] }, ['eu-south-2:80']],
  ['an index in every region', { targets: [1] }, ['eu-west-2:80', 'eu-south-2:80']],
  ['an unknown service has none', { service: 'other' }, []],
  ['an unknown region has none', { region: 'mars' }, []],
];

test.each(TABLE)('%s', (_claim, where, expected) => {
  expect(serversAt(STRATEGY, where)).toEqual(expected);
});

test('nothing said means all', () => {
  expect(serversAt(STRATEGY, {})).toHaveLength(5);
});
