/**
 * A mean over seeds with its 95 % confidence interval (Student's t: few seeds, unknown variance).
 * Contestants see the same arrivals and service times for the same seed, so differences are taken
 * seed by seed, which takes the luck of the seed out of them.
 */

export interface Estimate {
  /** Over the values that are known; `null` when none is. */
  readonly mean: number | null;
  /** Half of the interval's width; `null` with fewer than two values. */
  readonly halfWidth: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Values that are known, and those that are not (such as: never clean). */
  readonly count: number;
  readonly unknown: number;
}

export function estimate(values: readonly (number | null)[]): Estimate {
  const known = values.filter((value) => value !== null);
  const count = known.length;
  const unknown = values.length - count;
  if (count === 0) return { mean: null, halfWidth: null, min: null, max: null, count, unknown };
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  const spread = { min: Math.min(...known), max: Math.max(...known), count, unknown };
  if (count === 1) return { mean, halfWidth: null, ...spread };
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { mean, halfWidth: studentT(count - 1) * Math.sqrt(variance / count), ...spread };
}

/** Seed by seed; a pair of which one is unknown is left out. */
export function estimateDifference(
  values: readonly (number | null)[],
  reference: readonly (number | null)[],
): Estimate {
  return estimate(
    values.map((value, index) => {
      const other = reference[index] ?? null;
      return value === null || other === null ? null : value - other;
    }),
  );
}

/** 97.5 % quantiles of Student's t by degrees of freedom, 1 to 30 (NIST handbook 1.3.6.7.2). */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
];

function studentT(degrees: number): number {
  const tabled = T_975[degrees - 1];
  // Beyond the table: 1.96 + 2.4/df is within 0.002.
  return tabled ?? 1.96 + 2.4 / degrees;
}
