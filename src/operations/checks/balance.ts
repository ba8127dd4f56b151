/** Whether the split at the gateways follows the weights: who may ask, for what, and in which words. */

import type { Said } from '../../lib/said.ts';
import type { BalanceCheck, BalanceRequest } from '../../model/checks.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { Actor } from '../actor.ts';
import { checkWords } from '../checks-speech.ts';
import { audited } from '../levers/audited.ts';
import { operationError } from '../operation-error.ts';
import type { BalanceWish, CheckPorts, LocalPorts, MeasuredBalance } from '../ports.ts';
import { sayOperation, type Speech, speechIn } from '../speech.ts';

interface Limits {
  readonly count: number;
  readonly rate: number;
  /** Of all gateways together. */
  readonly limitMs: number;
}

/** Over the API the requests are the server's own, beside its loop. */
const LIMITS: Readonly<Record<Actor['via'], Limits>> = {
  cli: { count: 1_000_000, rate: 5_000, limitMs: Infinity },
  api: { count: 20_000, rate: 500, limitMs: 180_000 },
  schedule: { count: 20_000, rate: 500, limitMs: 180_000 },
};

export async function checkBalance(
  actor: Actor,
  { signal, ...request }: BalanceRequest & { readonly signal?: AbortSignal },
  ports: LocalPorts & { readonly checks: CheckPorts },
): Promise<readonly BalanceCheck[]> {
  const speech = speechIn(ports.language ?? 'en');
  const { count, service, gateway } = request;
  const deed = {
    action: 'check.balance',
    needs: 'operator',
    said: sayOperation('wanted-balance', {
      count,
      service: service ?? sayOperation('first-service'),
    }),
    details: { service, gateway, count },
  } as const;
  const ending = signal ?? new AbortController().signal;
  return audited(ports, actor, {
    deed,
    async work() {
      const result: BalanceCheck[] = [];
      for (const wish of wishesOf(request, { ...ports, actor })) {
        result.push(worded(await ports.checks.measureBalance(wish, ending), speech));
      }
      const verdicts = result.map((one) => `${one.gateway} ${one.verdict}`);
      const said = sayOperation('did-balance', { wanted: deed.said, verdicts });
      return { result, said, details: { verdicts } };
    },
  });
}

/** One for each gateway. */
function wishesOf(
  request: BalanceRequest,
  asked: { readonly strategy: Strategy; readonly actor: Actor },
): readonly BalanceWish[] {
  const { strategy, actor } = asked;
  const service = named(strategy.services, request.service, (name) =>
    sayOperation('balance-no-service', { name }),
  );
  const gateways =
    request.gateway === null
      ? strategy.gateways
      : [
          named(strategy.gateways, request.gateway, (name) =>
            sayOperation('balance-no-gateway', { name }),
          ),
        ];
  checkNumbers(request, { limits: LIMITS[actor.via], gateways: gateways.length });
  if (actor.via !== 'cli') checkPath(request.path, service);
  for (const [value, target] of Object.entries(request.labels)) {
    if (service.targets.some((one) => one.target === target)) continue;
    const names = service.targets.map((one) => one.target);
    const message = sayOperation('balance-bad-label', { value, target, service: service.name });
    throw operationError('invalid', { message, fix: sayOperation('balance-names-fix', { names }) });
  }
  return gateways.map((gateway) => ({ ...request, service, gateway }));

  function named<T extends { readonly name: string }>(
    all: readonly T[],
    name: string | null,
    missing: (name: string) => Said,
  ): T {
    const found = name === null ? all[0] : all.find((one) => one.name === name);
    if (found !== undefined) return found;
    const names = all.map((one) => one.name);
    const fix = sayOperation('balance-names-fix', { names });
    throw operationError('invalid', { message: missing(name ?? ''), fix });
  }
}

/** Waiting for the log is not counted: some seconds for each gateway. */
function checkNumbers(
  { count, rate, alpha }: BalanceRequest,
  told: { readonly limits: Limits; readonly gateways: number },
): void {
  const { limits, gateways } = told;
  const isCount = Number.isInteger(count) && count >= 10 && count <= limits.count;
  const isRate = rate >= 1 && rate <= limits.rate;
  if (!isCount || !isRate || !(alpha > 0 && alpha < 1)) {
    throw operationError('invalid', {
      message: sayOperation('balance-bad-numbers'),
      fix: sayOperation('balance-bad-numbers-fix', { count: limits.count, rate: limits.rate }),
    });
  }
  if ((gateways * count * 1_000) / rate <= limits.limitMs) return;
  throw operationError('invalid', {
    message: sayOperation('balance-too-long', { limitMs: limits.limitMs }),
    fix: sayOperation('balance-too-long-fix'),
  });
}

/** A path that says nothing else than it seems to, at or below one of the service's own. */
function checkPath(path: string | null, service: ServiceStrategy): void {
  if (path === null) return;
  const paths = service.routes.flatMap((route) => route.paths).filter((one) => one.startsWith('/'));
  const isPlain = /^\/(?!\/)[\w\-./]*$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
  const isBelow = (one: string) => path === one || path.startsWith(`${one.replace(/\/$/, '')}/`);
  if (isPlain && paths.some(isBelow)) return;
  throw operationError('invalid', {
    message: sayOperation('balance-bad-path', { path, service: service.name }),
    fix: sayOperation('balance-bad-path-fix', { paths }),
  });
}

function worded({ note, reason, ...rest }: MeasuredBalance, { language }: Speech): BalanceCheck {
  const words = (said: Said) => checkWords(said, language);
  return { ...rest, note: note === null ? null : words(note), reason: reasonIn(reason) };

  function reasonIn(why: Said | null): BalanceCheck['reason'] {
    if (why === null) return null;
    const code = why.key.replace(/^balance-why-/, '');
    return { code, sentence: words(why), fix: words({ ...why, key: `balance-fix-${code}` }) };
  }
}
