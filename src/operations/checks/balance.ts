/** Whether the split at the gateways follows the weights: who may ask, for what, and in which words. */

import type { Language } from '../../lib/locale.ts';
import type { Said } from '../../lib/said.ts';
import type { BalanceCheck, BalanceRequest } from '../../model/checks.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import type { Actor } from '../actor.ts';
import { checkWords } from '../checks-speech.ts';
import { audited } from '../levers/audited.ts';
import { operationError } from '../operation-error.ts';
import type { BalanceWish, CheckPorts, LocalPorts, MeasuredBalance } from '../ports.ts';
import { sayOperation } from '../speech.ts';

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
  const { language = 'en' } = ports;
  const { count, service, gateway } = request;
  const said = sayOperation('wanted-balance', {
    count,
    service: service ?? sayOperation('first-service'),
  });
  const deed = {
    action: 'check.balance',
    needs: 'operator',
    said,
    details: { service, gateway, count },
  } as const;
  const ending = signal ?? new AbortController().signal;
  return audited(ports, actor, {
    deed,
    async work() {
      const result: BalanceCheck[] = [];
      for (const wish of wishesOf(request, { ...ports, actor })) {
        result.push(worded(await ports.checks.measureBalance(wish, ending), language));
      }
      const verdicts = result.map((one) =>
        sayOperation(`balance-is-${one.verdict}`, { gateway: one.gateway }),
      );
      const details = { verdicts: result.map((one) => `${one.gateway}: ${one.verdict}`) };
      return { result, said: sayOperation('did-balance', { wanted: said, verdicts }), details };
    },
  });
}

/** One for each gateway. */
function wishesOf(
  request: BalanceRequest,
  { strategy, actor }: { readonly strategy: Strategy; readonly actor: Actor },
): readonly BalanceWish[] {
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
  { limits, gateways }: { readonly limits: Limits; readonly gateways: number },
): void {
  const isCount = Number.isInteger(count) && count >= 10 && count <= limits.count;
  const isRate = rate >= 1 && rate <= limits.rate;
  if (!isCount || !isRate || !(alpha > 0 && alpha < 1)) {
    const message = sayOperation('balance-bad-numbers');
    const most = { count: limits.count, rate: limits.rate };
    throw operationError('invalid', {
      message,
      fix: sayOperation('balance-bad-numbers-fix', most),
    });
  }
  if ((gateways * count * 1_000) / rate <= limits.limitMs) return;
  const message = sayOperation('balance-too-long', { limitMs: limits.limitMs });
  throw operationError('invalid', { message, fix: sayOperation('balance-too-long-fix') });
}

/** A path that says nothing else than it seems to, at or below one of the service's own. */
function checkPath(path: string | null, service: ServiceStrategy): void {
  if (path === null) return;
  const paths = service.routes.flatMap((route) => route.paths).filter((one) => one.startsWith('/'));
  const isPlain = /^\/(?!\/)[\w\-./]*$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
  const isBelow = (one: string) => path === one || path.startsWith(`${one.replace(/\/$/, '')}/`);
  if (isPlain && paths.some(isBelow)) return;
  const message = sayOperation('balance-bad-path', { path, service: service.name });
  throw operationError('invalid', {
    message,
    fix: sayOperation('balance-bad-path-fix', { paths }),
  });
}

function worded({ note, reason, ...rest }: MeasuredBalance, language: Language): BalanceCheck {
  const words = (said: Said) => checkWords(said, language);
  return { ...rest, note: note === null ? null : words(note), reason: reasonIn(reason) };

  function reasonIn(why: Said | null): BalanceCheck['reason'] {
    if (why === null) return null;
    const code = why.key.replace(/^balance-why-/, '');
    return { code, sentence: words(why), fix: words({ ...why, key: `balance-fix-${code}` }) };
  }
}
