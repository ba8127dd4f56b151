/** One contestant of the live demo with what is known of it: client, gateway and journal. */

import type { ControlEvent } from '../model/control.ts';
import type { Contestant } from './contestant.ts';
import { readGatewayView, type GatewayView } from './gateway-view.ts';
import type { JournalReader, OpenJournal, RegionPhaseView } from './journal.ts';
import { createLiveStatistics, type LiveStatistics } from './live-statistics.ts';

export interface Side {
  readonly contestant: Contestant;
  readonly statistics: LiveStatistics;
  readonly journal: JournalReader | null;
  view: GatewayView;
  phases: readonly RegionPhaseView[];
  events: readonly ControlEvent[];
  writes: number;
}

/** What the page shows at most. */
const DECISIONS = 200;

export async function createSide(
  contestant: Contestant,
  { openJournal }: { openJournal: OpenJournal },
): Promise<Side> {
  const { stateFile } = contestant;
  return {
    contestant,
    statistics: createLiveStatistics(),
    journal: stateFile === null ? null : await openJournal(stateFile),
    view: new Map(),
    phases: [],
    events: [],
    writes: 0,
  };
}

/** Asks gateway and journal; what does not answer keeps what it said before. */
export async function pollSide(side: Side): Promise<void> {
  const upstreams = side.contestant.layouts.flatMap((layout) =>
    layout.upstreams.map(({ upstream }) => upstream),
  );
  side.view = (await readGatewayView(side.contestant.adminUrl, upstreams)) ?? side.view;
  if (side.journal === null) return;
  try {
    side.events = await side.journal.readEvents(DECISIONS);
    side.phases = await side.journal.readPhases();
    side.writes = await side.journal.readWrites();
  } catch {
    // The controller is writing, or gone: the next second asks again.
  }
}
