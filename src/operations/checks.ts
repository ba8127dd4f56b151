/**
 * Checks that go out to the world: test messages to those who are to be told, requests through the
 * gateways. For operators, one of a kind at a time, in the audit log. Nothing that a caller gives
 * says where to: only the strategy does.
 */

import type { ChannelTest } from '../model/checks.ts';
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
    throw operationError('unavailable', {
      message: sayOperation('check-not-here'),
      fix: sayOperation('check-not-here-fix'),
    });
  }
  const running = RUNNING.get(checks) ?? new Set<string>();
  if (running.has(kind)) {
    throw operationError('conflict', {
      message: sayOperation('check-runs'),
      fix: sayOperation('check-runs-fix'),
    });
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
  const deed = {
    action: 'notify.test',
    needs: 'operator',
    said:
      only === null ? sayOperation('wanted-tests') : sayOperation('wanted-test', { name: only }),
    details: { only },
  } as const;
  return audited(ports, actor, {
    deed,
    async work() {
      const names = strategy.notify.map(({ name }) => name);
      if (names.length === 0) {
        throw operationError('conflict', {
          message: sayOperation('notify-nobody'),
          fix: sayOperation('notify-nobody-fix'),
        });
      }
      if (only !== null && !names.includes(only)) {
        throw operationError('invalid', {
          message: sayOperation('notify-unknown', { name: only }),
          fix: sayOperation('notify-unknown-fix', { names }),
        });
      }
      const channels = strategy.notify.filter(({ name }) => only === null || name === only);
      const result = await checks.testChannels(channels, signal ?? new AbortController().signal);
      const failed = result.filter(({ ok }) => !ok).map(({ name }) => name);
      const wanted = deed.said;
      const said =
        failed.length === 0
          ? sayOperation('did-test', { wanted })
          : sayOperation('did-test-failed', { wanted, failed });
      return { result, said, details: { failed } };
    },
  });
}
