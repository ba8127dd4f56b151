/** What the expected downtime is made of, and what causes it. */

export const PARTS = [
  'detection',
  'action',
  'convergence',
  'uncovered',
  'noRegionLeft',
  'overload',
  'commonCause',
  'gateway',
  'falseFailover',
  'failback',
] as const;

export type Part = (typeof PARTS)[number];

/** Full-outage equivalents, in ms. */
export type Parts = Record<Part, number>;

export const CAUSES = ['target', 'region', 'gateway', 'commonCause', 'falseFailover'] as const;

export type Cause = (typeof CAUSES)[number];

export function noParts(): Parts {
  return {
    detection: 0,
    action: 0,
    convergence: 0,
    uncovered: 0,
    noRegionLeft: 0,
    overload: 0,
    commonCause: 0,
    gateway: 0,
    falseFailover: 0,
    failback: 0,
  };
}

export function totalOf(parts: Readonly<Parts>): number {
  return PARTS.reduce((sum, part) => sum + parts[part], 0);
}
