/**
 * Checks that go out to the world: test messages to those who are to be told, requests through the
 * gateways. For operators, one of a kind at a time, in the audit log. Nothing that a caller gives
 * says where to: only the strategy does.
 */

import type { ChannelTest } from '../model/checks.ts';
import type { Notification } from '../model/notification.ts';
import type { Actor } from './actor.ts';
import { checkBalance } from './checks/balance.ts';
import type { CheckOperations } from './contract.ts';
import { audited } from './levers/audited.ts';
import { operationError } from './operation-error.ts';
import type { CheckPorts, LocalPorts } from './ports.ts';
import { sayOperation } from './speech.ts';

export function createCheckOperations(ports: LocalPorts): CheckOperations {
  return {
    notify: (actor, request) =>
      alone(ports, 'notify', (checks) => testChannels(actor, request, { ...ports, checks })),
    balance: (actor, request) =>
      alone(ports, 'balance', (checks) => checkBalance(actor, request, { ...ports, checks })),
  };
}

/** What runs now, by the ports that it goes through: they are the same in each language. */
const RUNNING = new WeakMap<CheckPorts, Set<string>>();

async function alone<T>(
  { checks }: LocalPorts,
  kind: keyof CheckOperations,
  work: (checks: CheckPorts) => Promise<T>,
): Promise<T> {
  if (checks === undefined) {
    const message = sayOperation('check-not-here');
    throw operationError('unavailable', { message, fix: sayOperation('check-not-here-fix') });
  }
  const running = RUNNING.get(checks) ?? new Set<string>();
  if (running.has(kind)) {
    const message = sayOperation('check-runs');
    throw operationError('conflict', { message, fix: sayOperation('check-runs-fix') });
  }
  RUNNING.set(checks, running.add(kind));
  try {
    return await work(checks);
  } finally {
    running.delete(kind);
  }
}

async function testChannels(
  actor: Actor,
  { only, signal }: Parameters<CheckOperations['notify']>[1],
  ports: LocalPorts & { readonly checks: CheckPorts },
): Promise<readonly ChannelTest[]> {
  const { strategy, checks } = ports;
  const said =
    only === null ? sayOperation('wanted-tests') : sayOperation('wanted-test', { name: only });
  const deed = { action: 'notify.test', needs: 'operator', said, details: { only } } as const;
  return audited(ports, actor, {
    deed,
    async work() {
      const meant = meantBy(only, strategy.notify);
      const result = await checks.testChannels(meant, signal ?? new AbortController().signal);
      const failed = result.filter(({ ok }) => !ok).map(({ name }) => name);
      const came =
        failed.length === 0
          ? sayOperation('did-test', { wanted: said })
          : sayOperation('did-test-failed', { wanted: said, failed });
      return { result, said: came, details: { failed } };
    },
  });
}

function meantBy(only: string | null, all: readonly Notification[]): readonly Notification[] {
  const names = all.map(({ name }) => name);
  if (names.length === 0) {
    const message = sayOperation('notify-nobody');
    throw operationError('conflict', { message, fix: sayOperation('notify-nobody-fix') });
  }
  if (only !== null && !names.includes(only)) {
    const message = sayOperation('notify-unknown', { name: only });
    throw operationError('invalid', {
      message,
      fix: sayOperation('notify-unknown-fix', { names }),
    });
  }
  return all.filter(({ name }) => only === null || name === only);
}
