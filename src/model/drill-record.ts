/** The newest drill, kept in the store for its metric and its alert. */

export interface DrillRecord {
  /** When it ended. */
  readonly atMs: number;
  readonly passed: boolean;
}

export const LAST_DRILL_SETTING = 'last-drill';

/** `null` for none, and for what is no such record. */
export function readDrillRecord(stored: unknown): DrillRecord | null {
  if (typeof stored !== 'object' || stored === null) return null;
  if (!('atMs' in stored) || !('passed' in stored)) return null;
  const { atMs, passed } = stored;
  return typeof atMs === 'number' && typeof passed === 'boolean' ? { atMs, passed } : null;
}
