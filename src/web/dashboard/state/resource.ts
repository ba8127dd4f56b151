/** Something the API is asked for: what it said, or why not; asked again when the key changes. */

import { useEffect, useState } from 'preact/hooks';
import { ApiError, type Problem } from '../api/client.ts';
import { language } from './preferences.ts';

export interface Resource<T> {
  /** The last answer; kept while a newer one is under way or failed. */
  readonly data: T | null;
  readonly problem: Problem | null;
  readonly reload: () => void;
}

export interface ResourceOptions<T> {
  readonly load: (signal: AbortSignal) => Promise<T>;
  /** What the answer depends on; another key forgets the last answer. */
  readonly key: string;
  /** Asked again this long after each answer; absent: once. */
  readonly everyMs?: number;
}

export function useResource<T>({ load, key, everyMs }: ResourceOptions<T>): Resource<T> {
  const [data, setData] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);

  // Told anew in another language; until it is, the last answer stays.
  const spoken = language.value;

  useEffect(() => setData(null), [key]);

  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const outcome = await settle(load(stop.signal));
      if (stop.signal.aborted) return;
      if ('value' in outcome) setData(outcome.value);
      setProblem('problem' in outcome ? outcome.problem : null);
      const again = everyMs !== undefined && !isFinal(outcome);
      if (again) timer = setTimeout(() => void ask(), everyMs);
    };
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [key, round, everyMs, spoken]);

  return { data, problem, reload: () => setRound((before) => before + 1) };
}

type Outcome<T> = { readonly value: T } | { readonly problem: Problem };

async function settle<T>(promise: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await promise };
  } catch (error) {
    return { problem: problemIn(error) };
  }
}

export function problemIn(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return { status: 0, code: 'page', message, fix: null, reasons: [] };
}

/** Asking again does not make one's role another. */
function isFinal(outcome: Outcome<unknown>): boolean {
  return 'problem' in outcome && (outcome.problem.status === 403 || outcome.problem.status === 401);
}
