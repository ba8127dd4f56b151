/** One contestant: its losses, latency and budget, and where its traffic goes. */
import type { ContestantState, DemoState } from '../demo/api-types.ts';
import { Flow } from './flow.tsx';
import { contestantColour } from './live-state.ts';
import { TargetGrid } from './target-grid.tsx';

interface Props {
  contestant: ContestantState;
  demo: DemoState;
}

export function Contestant({ contestant, demo }: Props) {
  const { name, title, alive, budget } = contestant;
  return (
    <article data-contestant={name} style={{ '--accent': contestantColour(name) }}>
      <h2>
        {name} <small>{title}</small>
      </h2>
      {!alive && <p class="problem">Its gateway does not answer.</p>}
      <dl class="figures">
        <Figure label="lost" value={count(contestant.failed)} alarm={contestant.failed > 0} big />
        <Figure
          label="failing now"
          value={percent(contestant.errorRatio)}
          alarm={contestant.errorRatio > 0.01}
        />
        <Figure label="p50" value={milliseconds(contestant.p50Ms)} />
        <Figure label="p99" value={milliseconds(contestant.p99Ms)} />
        <Figure label="sent" value={count(contestant.sent)} />
        <Figure label="weight writes" value={count(contestant.writes)} />
      </dl>
      <Budget leftRatio={budget.leftRatio} spentSeconds={budget.spentSeconds} />
      <Flow contestant={contestant} regions={demo.regions} />
      {demo.regions.map((region) => (
        <TargetGrid key={region} contestant={contestant} region={region} services={demo.services} />
      ))}
    </article>
  );
}

interface FigureProps {
  label: string;
  value: string;
  alarm?: boolean;
  big?: boolean;
}

function Figure({ label, value, alarm = false, big = false }: FigureProps) {
  return (
    <div class={big ? 'figure big' : 'figure'} data-alarm={alarm}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Budget({ leftRatio, spentSeconds }: { leftRatio: number; spentSeconds: number }) {
  const left = Math.max(0, Math.min(1, leftRatio));
  return (
    <div class="budget">
      <span>
        error budget of 30 days: {percent(left)} left, {spentSeconds.toFixed(1)} s of 259 s spent
      </span>
      <meter min={0} max={1} low={0.25} high={0.6} optimum={1} value={left}>
        {percent(left)}
      </meter>
    </div>
  );
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(ratio > 0 && ratio < 0.1 ? 2 : 0)} %`;
}

function milliseconds(value: number | null): string {
  return value === null ? '–' : `${Math.round(value).toLocaleString('en')} ms`;
}
