/**
 * The chi-squared test of goodness of fit: how likely counts as far from what was expected as these are,
 * if what was expected is true.
 *
 * The tail is the regularised upper incomplete gamma function Q(k/2, x/2), by its series below a + 1 and
 * by its continued fraction above (Lentz), as in Numerical Recipes, 3rd edition, §6.2, and DLMF 8.7.1 and
 * 8.9.2; log-gamma by Lanczos' approximation (g = 7, n = 9), relative error below 1e-14.
 */

export interface Fit {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** Probability of a statistic at least as large (0–1). */
  readonly pValue: number;
  /** Which cells were counted as one, as indices; those alone in their group were not pooled. */
  readonly groups: readonly (readonly number[])[];
}

/** Expected counts below this make the approximation bad (Cochran, Biometrics 10, 1954): pooled. */
export const LEAST_EXPECTED = 5;

/** `null` when fewer than two groups are left: there is nothing to compare. */
export function chiSquaredFit(observed: readonly number[], parts: readonly number[]): Fit | null {
  const count = observed.reduce((sum, one) => sum + one, 0);
  const whole = parts.reduce((sum, one) => sum + one, 0);
  if (count === 0 || whole <= 0 || observed.length !== parts.length) return null;
  const expected = parts.map((part) => (part / whole) * count);
  const groups = pool(expected);
  if (groups.length < 2) return null;
  const sum = (values: readonly number[], group: readonly number[]) =>
    group.reduce((total, index) => total + (values[index] ?? 0), 0);
  const statistic = groups.reduce((total, group) => {
    const wanted = sum(expected, group);
    const found = sum(observed, group);
    // What cannot happen at all and happened: no chance explains it.
    if (wanted === 0) return found === 0 ? total : Infinity;
    return total + (found - wanted) ** 2 / wanted;
  }, 0);
  const degreesOfFreedom = groups.length - 1;
  const pValue = chiSquaredTail(statistic, degreesOfFreedom);
  return { statistic, degreesOfFreedom, pValue, groups };
}

/** P(X ≥ x) for X with `k` degrees of freedom. */
export function chiSquaredTail(x: number, k: number): number {
  if (x === Infinity) return 0;
  if (x <= 0) return 1;
  return upperGamma(k / 2, x / 2);
}

/**
 * Small cells together, the smallest first, until each group expects enough. Cells of which nothing is
 * expected stay by themselves, since anything found there is a finding.
 */
function pool(expected: readonly number[]): readonly (readonly number[])[] {
  const cells = expected.map((value, index) => ({ value, index }));
  const order = cells.filter(({ value }) => value > 0).toSorted((a, b) => a.value - b.value);
  const groups: number[][] = [];
  let open: number[] = [];
  let inOpen = 0;
  for (const { value, index } of order) {
    open.push(index);
    inOpen += value;
    if (inOpen < LEAST_EXPECTED) continue;
    groups.push(open);
    open = [];
    inOpen = 0;
  }
  const last = groups.at(-1);
  if (open.length > 0 && last !== undefined) last.push(...open);
  const empty = cells.filter(({ value }) => value === 0).map(({ index }) => [index]);
  return [...groups, ...empty];
}

const MAX_TERMS = 10_000;
const EPSILON = 1e-15;

/** Q(a, x), the regularised upper incomplete gamma function. */
function upperGamma(a: number, x: number): number {
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < MAX_TERMS && term > sum * EPSILON; n += 1) {
      term *= x / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - sum * scale);
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MAX_TERMS; n += 1) {
    const term = -n * (n - a);
    b += 2;
    d = 1 / (term * d + b);
    c = b + term / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < EPSILON) break;
  }
  return Math.min(1, scale * fraction);
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;

function logGamma(x: number): number {
  const z = x - 1;
  const t = z + 7.5;
  const sum = LANCZOS.reduce<number>(
    (total, coefficient, index) => (index === 0 ? coefficient : total + coefficient / (z + index)),
    0,
  );
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}
