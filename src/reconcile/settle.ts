/**
 * Waits between steps. Workers take routes and changed hosts some seconds after Kong said yes
 * (kong-recordings 40 to 42, 98): what leads to a new route, or what an old host still needs, has to
 * wait that long.
 */

import type { EntityStep, SettleStep } from '../model/kong-plan.ts';

const LOOPBACK_TARGET = /^127\.0\.\d+\.\d+:/;
const ROUTING = new Set([
  'host',
  'port',
  'protocol',
  'path',
  'paths',
  'methods',
  'hosts',
  'headers',
]);

export function settleSteps(steps: readonly EntityStep[]): readonly SettleStep[] {
  const settles: SettleStep[] = [];
  const isNewWay = steps.some(
    ({ phase, action }) => phase.startsWith('loopback-') && action !== 'delete',
  );
  const takesNewWay = steps.some(
    ({ phase, kind, key }) =>
      phase === 'services' ||
      phase === 'routes' ||
      (phase === 'raise-targets' && kind === 'targets' && LOOPBACK_TARGET.test(addressOf(key))),
  );
  if (isNewWay && takesNewWay) {
    settles.push({
      action: 'settle',
      phase: 'settle-loopback',
      reason: 'until every worker has the routes that the next targets lead to',
    });
  }
  const isMoved = steps.some(
    ({ phase, action, changes }) =>
      (phase === 'services' || phase === 'routes') &&
      action === 'update' &&
      changes.some(({ field }) => ROUTING.has(field)),
  );
  const takesAway = steps.some(
    ({ phase }) => phase === 'lower-targets' || phase.startsWith('delete-'),
  );
  if (isMoved && takesAway) {
    settles.push({
      action: 'settle',
      phase: 'settle-services',
      reason: 'until every worker has left what is taken away next',
    });
  }
  return settles;
}

function addressOf(key: string): string {
  return key.split('/').at(-1) ?? '';
}
