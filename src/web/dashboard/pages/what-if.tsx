/** A scenario in the simulator, begun from the state as it is now: see it before doing it. */

import { useEffect, useState } from 'preact/hooks';
import { call, callForItems, type Problem } from '../api/client.ts';
import { Choice, Field, optionsOf } from '../parts/field.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { clockMs } from '../state/live.ts';
import { problemIn, useResource } from '../state/resource.ts';
import { may } from '../state/session.ts';
import { spanText, words } from '../words/words.ts';
import { WhatIfResult } from './what-if-result.tsx';

interface Scenario {
  readonly name: string;
  readonly title: string;
}

/** A simulation takes a while: the API's own limit comes first. */
const TIMEOUT_MS = 300_000;

interface Run {
  readonly scenario: string;
  readonly result: unknown;
}

export function WhatIf() {
  const t = words.value.whatIf;
  const [run, setRun] = useState<Run | null>(null);
  const { data, problem, reload } = useResource({
    key: 'scenarios',
    load: (signal) => callForItems<Scenario>({ path: 'what-if/scenarios', signal }),
  });
  return (
    <>
      <section class="panel" aria-label={words.value.pages['what-if']}>
        <h2>{words.value.pages['what-if']}</h2>
        <p class="minor">{t.lead}</p>
        {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
        {data !== null && <Form scenarios={data} onRun={setRun} />}
      </section>
      <section class="panel" aria-label={t.result} aria-live="polite">
        <h2>{run === null ? t.result : `${t.result}: ${run.scenario}`}</h2>
        {run === null ? <p>{t.none}</p> : <WhatIfResult result={run.result} />}
      </section>
    </>
  );
}

interface FormProps {
  readonly scenarios: readonly Scenario[];
  readonly onRun: (run: Run | null) => void;
}

function Form({ scenarios, onRun }: FormProps) {
  const t = words.value.whatIf;
  const [scenario, setScenario] = useState(scenarios[0]?.name ?? '');
  const [durationMs, setDuration] = useState('180000');
  const [seed, setSeed] = useState('1');
  const [running, setRunning] = useState<Running | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (running !== null) return;
    const stop = new AbortController();
    setRunning({ sinceMs: Date.now(), stop });
    setProblem(null);
    onRun(null);
    try {
      const body = { scenario, seed: Number(seed), durationMs: Number(durationMs) };
      const { result } = await call<{ result: unknown }>({
        method: 'POST',
        path: 'what-if/runs',
        body,
        timeoutMs: TIMEOUT_MS,
        signal: stop.signal,
      });
      onRun({ scenario, result });
    } catch (error) {
      // Ended by its button: nothing went wrong.
      if (!stop.signal.aborted) setProblem(problemIn(error));
    }
    setRunning(null);
  };
  // Whoever leaves the page needs no answer, and the next one gets the processor.
  useEffect(() => () => running?.stop.abort(), [running]);
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div class="fields">
        <Choice
          label={t.scenario}
          value={scenario}
          options={scenarios.map(({ name, title }) => [name, `${name} – ${title}`])}
          onChange={setScenario}
        />
        <Choice
          label={t.duration}
          value={durationMs}
          options={optionsOf<string>(t.durations)}
          onChange={setDuration}
        />
        <Field label={t.seed}>
          <input
            type="number"
            min={0}
            step={1}
            required
            value={seed}
            onInput={({ currentTarget }) => setSeed(currentTarget.value)}
          />
        </Field>
      </div>
      {problem !== null && <ProblemBox problem={problem} />}
      <RunButton running={running} isReady={scenario !== ''} />
    </form>
  );
}

interface Running {
  readonly sinceMs: number;
  /** Hangs up, which ends it. */
  readonly stop: AbortController;
}

interface RunButtonProps {
  /** `null` for none. */
  readonly running: Running | null;
  readonly isReady: boolean;
}

function RunButton({ running, isReady }: RunButtonProps) {
  const t = words.value;
  const mayNot = !may('operator');
  return (
    <div class="buttons">
      <button type="submit" class="primary" disabled={running !== null || !isReady || mayNot}>
        {t.whatIf.run}
      </button>
      {running !== null && (
        <>
          <button type="button" onClick={() => running.stop.abort()}>
            {t.whatIf.stop}
          </button>
          <span role="status">{t.whatIf.running(spanText(clockMs.value - running.sinceMs))}</span>
        </>
      )}
      {mayNot && <span class="minor">{t.denied.needs(t.app.roles.operator)}</span>}
    </div>
  );
}
