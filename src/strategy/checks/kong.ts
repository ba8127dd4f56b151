/** What Kong, or this version of Ballast, does not do well. */

import { formatRatio } from '../../lib/quantities.ts';
import { show } from '../formats/format.ts';
import { canShed, layoutOf } from '../../model/layout.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { eachService } from './check.ts';

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
      inDutch: {
        message: `Kong 3.8 en 3.9 kunnen niet hashen op een header met een streepje (${show(name)}): elke request gaat naar één target`,
        fix: `neem een header zonder streepje, zoals ${name.replaceAll('-', '').toLowerCase()}, of een cookie`,
      },
    },
  ];
});

/** Why a wanted two-level layout is flat all the same. */
export const layout = eachService(({ input, strategy, service }) => {
  if (input.layout !== 'two-level') return [];
  const path = ['layout'];
  if (service.algorithm.kind === 'consistent-hashing') {
    const message = `${service.name} stays flat: a key would change targets as shares of regions move`;
    const because = [['services', service.name, 'algorithm']];
    const inDutch = {
      message: `${service.name} blijft plat: een sleutel zou van target wisselen als de aandelen van regio’s verschuiven`,
      fix: 'schrijf layout: auto',
    };
    return [{ code: 'BLS1604', path, message, fix: 'write layout: auto', inDutch, because }];
  }
  return strategy.gateways
    .filter(({ loopbackUrl }) => loopbackUrl === null)
    .map(({ name }) => ({
      code: 'BLS1604' as const,
      path,
      message: `${service.name} stays flat at ${name}, which has no loopback listener`,
      fix: 'name its plain-HTTP listener in loopback, or write layout: auto',
      inDutch: {
        message: `${service.name} blijft plat op ${name}, die geen listener op loopback heeft`,
        fix: 'noem bij loopback zijn listener voor gewone HTTP, of schrijf layout: auto',
      },
      because: [['gateways', name, 'loopback']],
    }));
});

/** Recordings, facts 107 and 108. */
export const shedNeedsShares = eachService(({ strategy, service, path }) => {
  if (service.failover.whenCapacityIsShort !== 'shed') return [];
  const unable = strategy.gateways.find(
    (gateway) => !canShed(layoutOf({ strategy, gateway, service })),
  );
  if (unable === undefined) return [];
  const isListener = unable.loopbackUrl === null;
  const place = [...path, 'failover', 'whenCapacityIsShort'];
  return [
    {
      code: 'BLS1605',
      path: place,
      message: isListener
        ? `${unable.name} has no loopback listener to shed on, so Ballast overflows instead`
        : `in a flat upstream under ${service.algorithm.kind} the shed target attracts more than its share, so Ballast overflows instead`,
      fix: isListener
        ? 'name its plain-HTTP listener in loopback, or write overflow'
        : 'write layout: auto, use algorithm: round-robin, or write overflow',
      inDutch: {
        message: isListener
          ? `${unable.name} heeft geen listener op loopback om op te weigeren; wat niet past, wordt dus toch doorgestuurd`
          : `in een platte upstream trekt het shed-target onder ${service.algorithm.kind} meer aan dan zijn aandeel; wat niet past, wordt dus toch doorgestuurd`,
        fix: isListener
          ? 'noem bij loopback zijn listener voor gewone HTTP, of schrijf overflow'
          : 'schrijf layout: auto, gebruik algorithm: round-robin, of schrijf overflow',
      },
      because: [isListener ? ['gateways', unable.name, 'loopback'] : ['layout']],
    },
  ];
});

/** Least-connections compares (connections + 1) / weight, so a small weight starves. */
export const standbyUnderLeastConnections = eachService(({ strategy, written, service, path }) => {
  const { failover } = service;
  if (written.failover?.standbyShare === undefined || failover.mode !== 'active-passive') {
    return [];
  }
  if (!isStarving(strategy, service)) return [];
  return [
    {
      code: 'BLS1606',
      path: [...path, 'failover', 'standbyShare'],
      message: `in a flat upstream under least-connections a weight of ${formatRatio(failover.standbyShareRatio)} gets almost no requests while few are in flight`,
      fix: 'write layout: auto, or use algorithm: round-robin; under both it is exact',
      inDutch: {
        message: `in een platte upstream onder least-connections krijgt een gewicht van ${formatRatio(failover.standbyShareRatio)} bijna geen requests zolang er weinig tegelijk lopen`,
        fix: 'schrijf layout: auto, of gebruik algorithm: round-robin; bij beide klopt het precies',
      },
      because: [[...path, 'algorithm']],
    },
  ];
});

/** A small weight gets nothing and a large one all that is free, so a step is no share. */
export const stepsUnderLeastConnections = eachService(({ strategy, written, service, path }) => {
  const [first = 1] = service.failback.steps;
  if (written.failback?.steps === undefined || first >= 1) return [];
  if (!isStarving(strategy, service)) return [];
  return [
    {
      code: 'BLS1607',
      path: [...path, 'failback', 'steps'],
      message: `in a flat upstream under least-connections a step of ${formatRatio(first)} is no share: small steps get almost no requests`,
      fix: 'write layout: auto, or use algorithm: round-robin; under both steps are exact',
      inDutch: {
        message: `in een platte upstream onder least-connections is een stap van ${formatRatio(first)} geen aandeel: kleine stappen krijgen bijna geen requests`,
        fix: 'schrijf layout: auto, of gebruik algorithm: round-robin; bij beide kloppen de stappen precies',
      },
      because: [[...path, 'algorithm']],
    },
  ];
});

/** Whether somewhere one least-connections upstream holds the targets of several regions. */
function isStarving(strategy: Strategy, service: ServiceStrategy): boolean {
  const isFlat = strategy.gateways.some((gateway) => {
    const { kind } = layoutOf({ strategy, gateway, service });
    return kind === 'flat' && service.algorithm.kind === 'least-connections';
  });
  return isFlat && new Set(service.targets.map(({ region }) => region)).size > 1;
}
