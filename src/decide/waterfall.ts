/**
 * Where demand goes that a region shall not keep: to the next regions by preference, each up to its
 * room; what is left stays where it was as far as that is easy, then fills the others as far, then
 * goes back to regions that were sent away but answer, then fills all up to their limits; and the
 * rest is refused. Numbers in, numbers out (requests/s).
 */

export interface Basin {
  readonly region: string;
  /** What it is meant to serve by the shares of phases and steps. */
  readonly loadRps: number;
  /** Of that, what it shall keep; the rest looks for another place. */
  readonly keepRps: number;
  /** What it may take from others, in all. */
  readonly roomRps: number;
  /** What it serves with ease; beyond that even a region that was sent away is the better place. */
  readonly easyRps: number;
  /** What it may serve when there is no other place. */
  readonly limitRps: number;
  /** False for a region that is lost or out of bounds. */
  readonly canServe: boolean;
  /** Taken only before refusing: a region that was sent away but answers. */
  readonly isReluctant: boolean;
}

export interface Flow {
  /** What each region keeps of its own load. */
  readonly keptRps: Readonly<Record<string, number>>;
  /** What each region takes of others. */
  readonly takenRps: Readonly<Record<string, number>>;
  /** What fits nowhere. */
  readonly excessRps: number;
  /** Somebody serves more than it should, since the others have no room. */
  readonly isTight: boolean;
}

/** @param basins in order of preference. */
export function flowOf(basins: readonly Basin[]): Flow {
  const kept: Record<string, number> = {};
  const taken: Record<string, number> = {};
  let seeking = 0;
  for (const { region, loadRps, keepRps } of basins) {
    kept[region] = Math.min(loadRps, keepRps);
    seeking += loadRps - (kept[region] ?? 0);
  }
  const pour = (region: string, roomRps: number) => {
    const part = Math.min(seeking, Math.max(0, roomRps));
    if (part > 0) taken[region] = (taken[region] ?? 0) + part;
    seeking -= part;
  };
  const willing = basins.filter(({ isReluctant }) => !isReluctant);
  for (const { region, roomRps } of willing) pour(region, roomRps);
  const isTight = seeking > 0;
  const fillTo = (upTo: (basin: Basin) => number) => {
    seeking = keepMore(basins, { kept, seeking, upTo });
    for (const basin of willing) {
      const filled = (kept[basin.region] ?? 0) + (taken[basin.region] ?? 0);
      if (basin.canServe) pour(basin.region, upTo(basin) - filled);
    }
  };
  fillTo(({ easyRps }) => easyRps);
  for (const { region, roomRps, isReluctant } of basins) if (isReluctant) pour(region, roomRps);
  fillTo(({ limitRps }) => limitRps);
  return { keptRps: kept, takenRps: taken, excessRps: seeking, isTight };
}

/** Gives what found no place back to those it came from, up to what they may serve. */
function keepMore(
  basins: readonly Basin[],
  options: {
    readonly kept: Record<string, number>;
    readonly seeking: number;
    readonly upTo: (basin: Basin) => number;
  },
): number {
  const { kept, upTo } = options;
  let left = options.seeking;
  for (const basin of basins) {
    const { region, loadRps } = basin;
    const own = kept[region] ?? 0;
    const more = Math.max(0, Math.min(left, loadRps - own, upTo(basin) - own));
    kept[region] = own + more;
    left -= more;
  }
  return left;
}
