/** Why a service has the balancing method that it has, and why none of the other three. */

import type { ServiceFacts } from '../facts.ts';
import type { Page } from '../page.ts';
import { UPSTREAMS_TUNING } from '../../tuning.ts';

const METHODS = ['least-connections', 'round-robin', 'consistent-hashing', 'latency'] as const;
type Method = (typeof METHODS)[number];

/** Measured on Kong 3.9.3 or simulated; the sources are in TRACES. */
const MEASURED = {
  latency: { lost: 3_874, sent: 6_016 },
  retries: { repeats: 36, of: 200 },
  slowTarget: { roundLost: 377, roundP99Ms: 1_210, leastLost: 0, leastP99Ms: 184 },
  hashTries: 6,
  ringTooMany: 62,
  starved: { large: 450, small: 50, share: 1 },
} as const;

/** The chosen one first; a sentence each, with the number behind it. */
export function methodLines(page: Page, entry: ServiceFacts): readonly string[] {
  const chosen = entry.service.algorithm.kind;
  const others = METHODS.filter((method) => method !== chosen);
  const { words } = page;
  const line = (method: Method, verdict: string, why: string) =>
    `\`${method}\`: **${verdict}** ${why}`;
  return [
    line(chosen, words.balancing.chosen, whyChosen(page, entry)),
    ...others.map((method) =>
      line(method, words.balancing.refused, whyRefused(page, { entry, method })),
    ),
  ];
}

function whyChosen(page: Page, { service }: ServiceFacts): string {
  const { book, words } = page;
  const { balancing } = words;
  switch (service.algorithm.kind) {
    case 'round-robin': {
      const { repeats, of } = MEASURED.retries;
      const figure = (value: number) =>
        book.figure({ trace: 'retryRepeats', value, unit: 'count' });
      return balancing.roundRobinChosen({ repeats: figure(repeats), of: figure(of) });
    }
    case 'least-connections': {
      const { leastLost, roundLost } = MEASURED.slowTarget;
      const figure = (value: number) => book.figure({ trace: 'slowTarget', value, unit: 'count' });
      return balancing.leastChosen({ lost: figure(leastLost), roundLost: figure(roundLost) });
    }
    case 'consistent-hashing':
      return `${hashChosen(page, service.targets)} ${hashRing(page, service.targets.length)}`;
  }
}

function hashChosen({ book, words }: Page, targets: ServiceFacts['service']['targets']): string {
  const own = targets.filter(({ region }) => region === targets[0]?.region).length;
  if (own < 2) return words.balancing.hashAlone;
  return words.balancing.hashChosen({
    targets: book.figure({ trace: 'hashKeys', value: own, unit: 'count' }),
    moved: book.figure({
      trace: 'hashKeys',
      value: 1 / own,
      unit: 'ratio',
      digits: 0,
      from: `1 / ${own}`,
    }),
  });
}

function hashRing({ book, words, format }: Page, targets: number): string {
  const { slotsPerTarget, slotsDefault } = UPSTREAMS_TUNING;
  const slots = Math.max(slotsDefault, Math.ceil((slotsPerTarget * targets) / 1_000) * 1_000);
  const from = `${format.number(slotsPerTarget)} × ${format.number(targets)}`;
  return words.balancing.hashRing({
    slots: book.figure({ trace: 'hashRing', value: slots, unit: 'count', from }),
    places: book.figure({ trace: 'hashRing', value: slotsPerTarget, unit: 'count' }),
    tooMany: book.figure({ trace: 'hashRing', value: MEASURED.ringTooMany, unit: 'count' }),
  });
}

function whyRefused(
  page: Page,
  { entry, method }: { readonly entry: ServiceFacts; readonly method: Method },
): string {
  const { balancing } = page.words;
  const isHashing = entry.service.algorithm.kind === 'consistent-hashing';
  switch (method) {
    case 'round-robin':
      return isHashing ? balancing.roundRobinNoKey : roundRobinRefused(page);
    case 'least-connections':
      return isHashing ? balancing.leastNoKey : leastRefused(page, entry);
    case 'consistent-hashing': {
      const value = MEASURED.hashTries;
      return balancing.hashRefused({
        tries: page.book.figure({ trace: 'hashRetry', value, unit: 'count' }),
      });
    }
    case 'latency': {
      const { lost, sent } = MEASURED.latency;
      const figure = (value: number) =>
        page.book.figure({ trace: 'latencyLost', value, unit: 'count' });
      return balancing.latencyRefused({ lost: figure(lost), sent: figure(sent) });
    }
  }
}

function roundRobinRefused({ book, words }: Page): string {
  const { roundLost, roundP99Ms, leastLost, leastP99Ms } = MEASURED.slowTarget;
  const figure = (value: number) => book.figure({ trace: 'slowTarget', value, unit: 'count' });
  return words.balancing.roundRobinRefused({
    lost: figure(roundLost),
    leastLost: figure(leastLost),
    p99: book.figure({ trace: 'slowTarget', value: roundP99Ms, unit: 'millis' }),
    leastP99: book.figure({ trace: 'slowTarget', value: leastP99Ms, unit: 'millis' }),
  });
}

function leastRefused(page: Page, { service, shares }: ServiceFacts): string {
  const { book, words, strategy } = page;
  const canHop = strategy.gateways.every(({ loopbackUrl }) => loopbackUrl !== null);
  if (canHop && strategy.layout !== 'flat') return leastAdvised(page);
  const isOff = strategy.layout === 'flat';
  if (isOff || Object.keys(shares).length < 2) return words.balancing.leastRefusedTwoLevels;
  const { large, small, share } = MEASURED.starved;
  return words.balancing.leastRefused({
    share: book.figure({ trace: 'starves', value: share, unit: 'ratio' }),
    large: book.figure({ trace: 'starves', value: large, unit: 'count' }),
    small: book.figure({ trace: 'starves', value: small, unit: 'count' }),
    weight: book.figure({
      trace: 'share',
      value: service.failover.standbyShareRatio,
      unit: 'ratio',
      where: service.name,
    }),
  });
}

function leastAdvised({ book, words }: Page): string {
  const { leastLost, roundLost } = MEASURED.slowTarget;
  const figure = (value: number) => book.figure({ trace: 'slowTarget', value, unit: 'count' });
  return words.balancing.leastAdvised({ lost: figure(leastLost), roundLost: figure(roundLost) });
}
