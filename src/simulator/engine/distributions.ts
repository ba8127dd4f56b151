/** Service times: how to draw from a `Distribution`, and its mean. */

import type { Random } from '../../lib/random.ts';
import { exponential, lognormal } from '../../lib/random.ts';
import type { Distribution } from '../contract.ts';

type Of<Kind extends Distribution['kind']> = Extract<Distribution, { kind: Kind }>;

interface Kind<Shape extends Distribution> {
  readonly sampler: (distribution: Shape, random: Random) => () => number;
  readonly meanMs: (distribution: Shape) => number;
}

const KINDS: { readonly [Name in Distribution['kind']]: Kind<Of<Name>> } = {
  constant: {
    sampler:
      ({ meanMs }) =>
      () =>
        meanMs,
    meanMs: ({ meanMs }) => meanMs,
  },
  exponential: {
    sampler:
      ({ meanMs }, random) =>
      () =>
        exponential(random, meanMs),
    meanMs: ({ meanMs }) => meanMs,
  },
  lognormal: {
    sampler: ({ meanMs, sigma }, random) => {
      const medianMs = meanMs * Math.exp(-(sigma ** 2) / 2);
      return () => lognormal(random, medianMs, sigma);
    },
    meanMs: ({ meanMs }) => meanMs,
  },
  pareto: { sampler: paretoSampler, meanMs: paretoMeanMs },
  bimodal: {
    sampler:
      ({ fastMs, slowMs, slowRatio }, random) =>
      () =>
        random() < slowRatio ? slowMs : fastMs,
    meanMs: ({ fastMs, slowMs, slowRatio }) => slowRatio * slowMs + (1 - slowRatio) * fastMs,
  },
};

/** Draws in ms. */
export function createSampler(distribution: Distribution, random: Random): () => number {
  return kindOf(distribution).sampler(distribution, random);
}

export function meanServiceMs(distribution: Distribution): number {
  return kindOf(distribution).meanMs(distribution);
}

function kindOf<Name extends Distribution['kind']>(distribution: { kind: Name }): Kind<Of<Name>> {
  return KINDS[distribution.kind];
}

/** Bounded Pareto by inversion. */
function paretoSampler({ alpha, lowMs, highMs }: Of<'pareto'>, random: Random): () => number {
  const span = 1 - (lowMs / highMs) ** alpha;
  return () => lowMs * (1 - random() * span) ** (-1 / alpha);
}

function paretoMeanMs({ alpha, lowMs, highMs }: Of<'pareto'>): number {
  const ratio = lowMs / highMs;
  const scale = (alpha * lowMs) / (1 - ratio ** alpha);
  if (alpha === 1) return -scale * Math.log(ratio);
  return (scale / (alpha - 1)) * (1 - ratio ** (alpha - 1));
}
