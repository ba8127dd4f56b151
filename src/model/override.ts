/**
 * A person's say over where traffic goes. It beats the automation, carries who, why and an expiry, and
 * ends by itself (G9). Kept in the store, read at every tick and journaled with it, so that a replay
 * hears it too. A drill uses the same levers; people beat automation, automation beats a drill.
 */

export type Lever =
  /** No traffic for the region; returns in gated steps when the override ends. */
  | {
      readonly kind: 'evacuate';
      readonly region: string;
      /** Taken away bit by bit over this long; 0 for at once. */
      readonly overMs: number;
      /** Part of its share that stays with it (0–1); absent: nothing does. Drills ask for it. */
      readonly keepRatio?: number;
    }
  /** No new requests for one target (`host:port`); returns on trial when the override ends. */
  | { readonly kind: 'drain'; readonly target: string }
  /** Shares and factors as said, whatever the automation wants. */
  | {
      readonly kind: 'pin';
      /** Parts by region, adding up to 1; absent: the automation's. */
      readonly regionShares?: Readonly<Record<string, number>>;
      /** By target, 0–1 of its full part of its region's share; absent ones: the automation's. */
      readonly targetFactors?: Readonly<Record<string, number>>;
    }
  /** Weights stay as they are. */
  | { readonly kind: 'freeze' };

export type LeverKind = Lever['kind'];

export interface Override {
  readonly id: string;
  readonly lever: Lever;
  /** Names of services; `null` for all. */
  readonly services: readonly string[] | null;
  readonly origin: 'person' | 'drill';
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
  readonly untilMs: number;
  /** Set against a guard's refusal (an admin's right). */
  readonly isForced: boolean;
}

/** No override lasts longer (72 h, as AWS ARC's zonal shift). */
export const OVERRIDE_MAX_MS = 259_200_000;

/** Name of the setting in the store: the overrides that have not ended, oldest first. */
export const OVERRIDES_SETTING = 'overrides';

/** At once, at most. */
export const OVERRIDES_LIMIT = 200;

/** What stands in a store, which others may have written; anything else is left out. */
export function readOverrides(stored: unknown): readonly Override[] {
  return Array.isArray(stored) ? stored.filter(isOverride).slice(-OVERRIDES_LIMIT) : [];
}

/** When it ends by itself, whatever was written: never after `OVERRIDE_MAX_MS`. */
export function endsAtMs({ atMs, untilMs }: Override): number {
  return Math.min(untilMs, atMs + OVERRIDE_MAX_MS);
}

export function isActive(override: Override, nowMs: number): boolean {
  return override.atMs <= nowMs && nowMs < endsAtMs(override);
}

export function concerns({ services }: Override, service: string): boolean {
  return services === null || services.includes(service);
}

function isOverride(value: unknown): value is Override {
  if (typeof value !== 'object' || value === null) return false;
  const { id, lever, services, origin, by, reason, atMs, untilMs, isForced } = value as Partial<
    Record<keyof Override, unknown>
  >;
  const isText = [id, by, reason].every((text) => typeof text === 'string');
  const areTimes = [atMs, untilMs].every((time) => Number.isFinite(time));
  const areServices =
    services === null ||
    (Array.isArray(services) && services.every((one) => typeof one === 'string'));
  const isOrigin = origin === 'person' || origin === 'drill';
  return (
    isText && areTimes && areServices && isOrigin && typeof isForced === 'boolean' && isLever(lever)
  );
}

function isLever(value: unknown): value is Lever {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  const fields = value as Record<string, unknown>;
  const { region, overMs, keepRatio = 0, target, regionShares, targetFactors } = fields;
  switch (value.kind) {
    case 'evacuate':
      return (
        typeof region === 'string' &&
        [overMs, keepRatio].every((one) => Number.isFinite(one) && Number(one) >= 0) &&
        Number(keepRatio) < 1
      );
    case 'drain':
      return typeof target === 'string';
    case 'pin':
      return (
        [regionShares, targetFactors].some(isParts) && !isOddPart([regionShares, targetFactors])
      );
    case 'freeze':
      return true;
    default:
      return false;
  }
}

function isParts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const parts: unknown[] = Object.values(value);
  return parts.every((part) => typeof part === 'number' && part >= 0 && part <= 1);
}

function isOddPart(values: readonly unknown[]): boolean {
  return values.some((value) => value !== undefined && !isParts(value));
}
