/** What Kong, or this version of Ballast, does not do well. */

import { formatRatio } from '../../lib/quantities.ts';
import { show } from '../formats/format.ts';
import { eachService } from './check.ts';
import type { Check } from './check.ts';

/** Kong issue 14447; recorded on 3.9.3 (balancer/02-consistent-hashing-special). */
export const dashedHashHeader = eachService(({ service, path }) => {
  const { algorithm } = service;
  if (algorithm.kind !== 'consistent-hashing' || algorithm.hashOn.kind !== 'header') return [];
  const { name } = algorithm.hashOn;
  if (!name.includes('-')) return [];
  return [
    {
      code: 'BLS1603',
      path: [...path, 'algorithm', 'consistent-hashing', 'hashOn', 'header'],
      message: `Kong 3.8 and 3.9 cannot hash on a header with a dash (${show(name)}): every request goes to one target`,
      fix: `use a header without a dash, such as ${name.replaceAll('-', '').toLowerCase()}, or a cookie`,
    },
  ];
});

export const layout: Check = ({ input }) =>
  input.layout !== 'two-level'
    ? []
    : [
        {
          code: 'BLS1604',
          path: ['layout'],
          message: 'this version builds the flat layout all the same',
          fix: 'write layout: auto',
        },
      ];

/** Recordings, facts 107 and 108. */
export const shedNeedsRoundRobin = eachService(({ service, path }) => {
  const { algorithm, failover } = service;
  if (failover.whenCapacityIsShort !== 'shed' || algorithm.kind === 'round-robin') return [];
  return [
    {
      code: 'BLS1605',
      path: [...path, 'failover', 'whenCapacityIsShort'],
      message: `under ${algorithm.kind} the shed target attracts more than its share, so Ballast overflows instead`,
      fix: 'use algorithm: round-robin, or write overflow',
      because: [[...path, 'algorithm']],
    },
  ];
});

/** Least-connections compares (connections + 1) / weight, so a small weight starves. */
export const standbyUnderLeastConnections = eachService(({ written, service, path }) => {
  const { algorithm, failover } = service;
  const stated = written.failover?.standbyShare;
  if (stated === undefined || algorithm.kind !== 'least-connections') return [];
  if (failover.mode !== 'active-passive') return [];
  return [
    {
      code: 'BLS1606',
      path: [...path, 'failover', 'standbyShare'],
      message: `under least-connections a weight of ${formatRatio(failover.standbyShareRatio)} gets almost no requests while few are in flight`,
      fix: 'use algorithm: round-robin, under which it is exact, or remove standbyShare',
      because: [[...path, 'algorithm']],
    },
  ];
});
