/** Service times: how to draw from a `Distribution`, and its mean. Batches have an even length. */

import type { Distribution } from '../contract.ts';
import type { Shape } from './streams.ts';

type Of<Kind extends Distribution['kind']> = Extract<Distribution, { kind: Kind }>;

interface Kind<One extends Distribution> {
  /** Uniform numbers in, times in ms out. */
  readonly shape: (distribution: One) => Shape;
  readonly meanMs: (distribution: One) => number;
}

const KINDS: { readonly [Name in Distribution['kind']]: Kind<Of<Name>> } = {
  constant: {
    shape: ({ meanMs }) => {
      return (values) => {
        values.fill(meanMs);
      };
    },
    meanMs: ({ meanMs }) => meanMs,
  },
  exponential: { shape: ({ meanMs }) => exponentials(meanMs), meanMs: ({ meanMs }) => meanMs },
  lognormal: { shape: lognormals, meanMs: ({ meanMs }) => meanMs },
  pareto: { shape: paretos, meanMs: paretoMeanMs },
  bimodal: {
    shape: ({ fastMs, slowMs, slowRatio }) => {
      return each((uniform) => (uniform < slowRatio ? slowMs : fastMs));
    },
    meanMs: ({ fastMs, slowMs, slowRatio }) => slowRatio * slowMs + (1 - slowRatio) * fastMs,
  },
};

/** Uniform numbers in, times in ms out. */
export function serviceTimes(distribution: Distribution): Shape {
  return kindOf(distribution).shape(distribution);
}

export function meanServiceMs(distribution: Distribution): number {
  return kindOf(distribution).meanMs(distribution);
}

/** Exponential with the given mean. */
export function exponentials(mean: number): Shape {
  return (values) => {
    for (let index = 0; index < values.length; index += 1) {
      values[index] = -mean * Math.log(1 - (values[index] ?? 0));
    }
  };
}

function kindOf<Name extends Distribution['kind']>(distribution: { kind: Name }): Kind<Of<Name>> {
  return KINDS[distribution.kind];
}

/** Box–Muller: two uniform numbers give two normal ones. */
function lognormals({ meanMs, sigma }: Of<'lognormal'>): Shape {
  const medianMs = meanMs * Math.exp(-(sigma ** 2) / 2);
  return (values) => {
    for (let index = 0; index + 1 < values.length; index += 2) {
      const radius = sigma * Math.sqrt(-2 * Math.log(1 - (values[index] ?? 0)));
      const angle = 2 * Math.PI * (values[index + 1] ?? 0);
      values[index] = medianMs * Math.exp(radius * Math.cos(angle));
      values[index + 1] = medianMs * Math.exp(radius * Math.sin(angle));
    }
  };
}

/** Bounded Pareto by inversion. */
function paretos({ alpha, lowMs, highMs }: Of<'pareto'>): Shape {
  const span = 1 - (lowMs / highMs) ** alpha;
  return each((uniform) => lowMs * (1 - uniform * span) ** (-1 / alpha));
}

function paretoMeanMs({ alpha, lowMs, highMs }: Of<'pareto'>): number {
  const ratio = lowMs / highMs;
  const scale = (alpha * lowMs) / (1 - ratio ** alpha);
  if (alpha === 1) return -scale * Math.log(ratio);
  return (scale / (alpha - 1)) * (1 - ratio ** (alpha - 1));
}

function each(turn: (uniform: number) => number): Shape {
  return (values) => {
    for (let index = 0; index < values.length; index += 1) {
      values[index] = turn(values[index] ?? 0);
    }
  };
}
