/** What is wrong with the way to Kong's Admin APIs; faults set it. All at once, if need be. */

export interface AdminState {
  readonly isDown: boolean;
  /** Replaces the usual time of a call; `null` for the usual. */
  readonly callMs: number | null;
  /** Part (0–1) of the writes that fail. */
  readonly failRatio: number;
}

export const ADMIN_WELL: AdminState = { isDown: false, callMs: null, failRatio: 0 };
