/** Lines over time, with their newest values in words for who cannot see them. */

import { useEffect, useRef } from 'preact/hooks';
import { theme } from '../state/preferences.ts';
import { numberText } from '../words/words.ts';
import type { Line } from './chart-engine.ts';

interface Props {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Times are since a beginning, not of a day. */
  readonly isElapsed?: boolean;
  /** Highest value there can be; absent: as the lines need. */
  readonly limit?: number;
}

type Engine = typeof import('./chart-engine.ts');
type Chart = ReturnType<Engine['createChart']>;

const systemTheme = matchMedia('(prefers-color-scheme: dark)');

export function Chart(props: Props) {
  const { title, unit, lines, sinceMs, untilMs, isElapsed = false, limit = null } = props;
  const holder = useRef<HTMLDivElement>(null);
  const current = useRef<{ readonly engine: Engine; readonly chart: Chart } | null>(null);
  const redraw = () => {
    const { engine, chart } = current.current ?? {};
    if (chart !== undefined)
      engine?.draw(chart, { lines, unit, sinceMs, untilMs, isElapsed, limit });
  };
  const newest = useRef(redraw);
  newest.current = redraw;

  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    let isGone = false;
    const observer = new ResizeObserver(() => current.current?.chart.resize());
    const onTheme = () => newest.current();
    void import('./chart-engine.ts').then((engine) => {
      if (isGone) return;
      current.current = { engine, chart: engine.createChart(element) };
      observer.observe(element);
      systemTheme.addEventListener('change', onTheme);
      newest.current();
      element.dataset['ready'] = 'true';
    });
    return () => {
      isGone = true;
      observer.disconnect();
      systemTheme.removeEventListener('change', onTheme);
      current.current?.chart.dispose();
      current.current = null;
    };
  }, []);
  useEffect(redraw, [lines, untilMs, theme.value]);

  return (
    <figure>
      <figcaption>{title}</figcaption>
      <div class="chart" ref={holder} role="img" aria-label={`${title}: ${wordsOf(lines, unit)}`} />
    </figure>
  );
}

function wordsOf(lines: readonly Line[], unit: string): string {
  return lines
    .map(({ name, points }) => {
      const value = points.at(-1)?.[1] ?? null;
      return `${name} ${value === null ? '–' : `${numberText(value, 2)} ${unit}`}`;
    })
    .join(', ');
}
