/** From values to places in a chart, and the ticks that are written beside them. */

export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
  /** Said in the chart when it is not linear. */
  readonly note: string | null;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** From 0 to at least `highest`. */
export function linearScale(highest: number, range: Range, count = 4): Scale {
  const step = niceStep(highest / count);
  const ticks: number[] = [];
  for (let index = 0; index * step < highest + step / 2; index += 1) ticks.push(index * step);
  const top = Math.max(highest, ticks.at(-1) ?? highest);
  return { place: (value) => between(value / top, range), ticks, note: null };
}

const ROOT_TICKS = [0, 0.1, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 20_000];

/** Square root, from 0: small parts of a percent stay visible beside an outage. */
export function rootScale(highest: number, range: Range, gap = MIN_GAP): Scale {
  // Up to the next tick, so that the highest value stands below one.
  const top = ROOT_TICKS.find((tick) => tick > 0 && tick >= highest) ?? highest;
  const fitting = ROOT_TICKS.filter((tick) => tick <= top * 1.001);
  const place = (value: number) => between(Math.sqrt(Math.max(0, value) / top), range);
  return { place, ticks: spaced(fitting, place, gap), note: 'square-root scale' };
}

/** Ticks nearer to the one above than this (in units of the chart) are left out. */
const MIN_GAP = 17;

function spaced(
  ticks: readonly number[],
  place: (value: number) => number,
  gap: number,
): readonly number[] {
  const kept: number[] = [];
  for (const tick of ticks.toReversed()) {
    const above = kept.at(-1);
    if (above === undefined || Math.abs(place(above) - place(tick)) >= gap) kept.push(tick);
  }
  return kept.toReversed();
}

/** Logarithmic, over whole steps of 1, 2 and 5. */
export function logScale({ from, to }: Range, range: Range): Scale {
  const low = Math.max(from, 0.1);
  const high = Math.max(to, low * 4);
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power += 1) {
    for (const digit of [1, 2, 5]) {
      const tick = digit * 10 ** power;
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(Number(tick.toPrecision(3)));
    }
  }
  const place = (value: number) =>
    between(Math.log(Math.max(value, low) / low) / Math.log(high / low), range);
  return { place, ticks: spaced(ticks, place, MIN_GAP), note: 'logarithmic scale' };
}

const TIME_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600];

/** Seconds. */
export function timeScale({ from, to }: Range, range: Range, count: number): Scale {
  const span = Math.max(1, to - from);
  const step = TIME_STEPS_S.find((one) => span / one <= count) ?? 86_400;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick);
  return { place: (value) => between((value - from) / span, range), ticks, note: null };
}

function between(ratio: number, { from, to }: Range): number {
  return from + Math.min(1, Math.max(0, ratio)) * (to - from);
}

function niceStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  return Number((factor * power).toPrecision(3));
}
