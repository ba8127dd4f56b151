/**
 * What the demo reads of Ballast's own store: the decisions with their reasons, the phases of the
 * regions, and how many weights were written. All other figures are the client's.
 */

import type { ControlEvent } from '../model/control.ts';

export interface JournalReader {
  /** The newest events, oldest first. */
  readEvents(limit: number): Promise<readonly ControlEvent[]>;
  /** What the controller last said of each region. */
  readPhases(): Promise<readonly RegionPhaseView[]>;
  /** Weights written since the controller was started first. */
  readWrites(): Promise<number>;
  close(): Promise<void>;
}

export interface RegionPhaseView {
  readonly upstream: string;
  readonly region: string;
  readonly phase: string;
}

/** Opens the journal in a controller's state file; given by the composition root. */
export type OpenJournal = (file: string) => Promise<JournalReader>;
