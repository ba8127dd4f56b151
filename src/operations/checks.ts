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
import { OperationError } from './operation-error.ts';
import type { CheckPorts, LocalPorts } from './ports.ts';
import { speechIn } from './speech.ts';

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
  { checks, language = 'en' }: LocalPorts,
  kind: keyof CheckOperations,
  work: (checks: CheckPorts) => Promise<T>,
): Promise<T> {
  const { tell } = speechIn(language);
  if (checks === undefined) {
    throw new OperationError('unavailable', tell('check-not-here'), {
      fix: tell('check-not-here-fix'),
    });
  }
  const running = RUNNING.get(checks) ?? new Set<string>();
  if (running.has(kind)) {
    throw new OperationError('conflict', tell('check-runs'), { fix: tell('check-runs-fix') });
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
  const { strategy, checks, language = 'en' } = ports;
  const { tell } = speechIn(language);
  const deed = {
    action: 'notify.test',
    needs: 'operator',
    message: `A test message through ${only ?? 'every channel'}.`,
    details: { only },
  } as const;
  return audited(ports, actor, {
    deed,
    async work() {
      const names = strategy.notify.map(({ name }) => name);
      if (names.length === 0) {
        throw new OperationError('conflict', tell('notify-nobody'), {
          fix: tell('notify-nobody-fix'),
        });
      }
      if (only !== null && !names.includes(only)) {
        throw new OperationError('invalid', tell('notify-unknown', { name: only }), {
          fix: tell('notify-unknown-fix', { names }),
        });
      }
      const channels = strategy.notify.filter(({ name }) => only === null || name === only);
      const result = await checks.testChannels(channels, signal ?? new AbortController().signal);
      const failed = result.filter(({ ok }) => !ok).map(({ name }) => name);
      const came =
        failed.length === 0 ? 'All of them took it.' : `It failed at ${failed.join(', ')}.`;
      return { result, message: `${deed.message} ${came}`, details: { failed } };
    },
  });
}
