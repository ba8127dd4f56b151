/** `ballast simulate new.yaml --replay STATEFILE`: what another strategy would have decided. */

import { policyOf } from '../../decide/policy.ts';
import type { Digest } from '../../decide/digest.ts';
import type { Language } from '../../lib/locale.ts';
import type { ControlEvent } from '../../model/control.ts';
import { sentenceOf } from '../../model/sentences.ts';
import type { Strategy } from '../../model/strategy.ts';
import {
  type Journal,
  replayJournal,
  type ReplayOutcome,
} from '../../simulator/replay/replay-journal.ts';
import { simulateWords, type SimulateWords } from '../../simulator/words/simulate-words.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { clockTime } from '../format.ts';
import { openExistingState, shownState } from '../state-file.ts';
import { loadStrategy } from '../strategy-file.ts';

export interface ReplayOptions extends GlobalOptions {
  readonly strategyFile: string | null;
  readonly stateFile: string;
  readonly lang: Language;
}

export async function replay(context: CliContext, options: ReplayOptions): Promise<void> {
  const { strategyFile, stateFile } = options;
  const strategy = await loadStrategy(context, {
    ...options,
    strategy: strategyFile ?? options.strategy,
  });
  const journal = await readJournal(stateFile);
  checkServices(strategy, journal);
  const outcome = replayJournal(policyOf(strategy), journal);
  if (outcome === null) {
    const place = shownState(stateFile);
    const text = {
      en: `${place} has no tick that could be decided again`,
      nl: `${place} heeft geen tik die opnieuw te beslissen is`,
    };
    throw new CliFailure(text, {
      exitCode: 1,
      fix: {
        en: 'A controller keeps its ticks while it runs and leads; let it run for some minutes.',
        nl: 'Een controller bewaart zijn tikken terwijl hij draait en leidt; laat hem een paar minuten draaien.',
      },
    });
  }
  const { missing, added } = outcome;
  context.setExitCode(missing.length + added.length === 0 ? 0 : 1);
  if (options.json) return printJson(context, outcome);
  context.print(renderReplay(outcome, strategy.name, simulateWords(options.lang)));
}

/** As many as a store keeps of each. */
const READ_LIMIT = 100_000;

async function readJournal(file: string): Promise<Journal> {
  const store = await openExistingState(file);
  try {
    return {
      ticks: await store.readTicks(READ_LIMIT),
      decisions: await store.readDecisions(READ_LIMIT),
      events: await store.readEvents(READ_LIMIT),
    };
  } finally {
    await store.close();
  }
}

/** With no service in common nothing would be decided, which would look like a result. */
function checkServices(strategy: Strategy, { ticks, decisions }: Journal): void {
  const digest = (ticks.at(-1) ?? decisions.at(-1))?.digest as Digest | undefined;
  const seen = digest?.upstreams.map(({ upstream }) => upstream) ?? [];
  const isKnown = strategy.services.some(({ upstream }) => seen.includes(upstream));
  if (isKnown || seen.length === 0) return;
  throw usageFailure(
    {
      en: `the journal is of other services: ${seen.join(', ')}`,
      nl: `het journaal gaat over andere services: ${seen.join(', ')}`,
    },
    {
      en: `Replay it with a strategy that has them; ${strategy.name} has none.`,
      nl: `Speel het af met een strategie die ze heeft; ${strategy.name} heeft er geen.`,
    },
  );
}

function renderReplay(outcome: ReplayOutcome, name: string, words: SimulateWords): string {
  const { tell } = words;
  const { basis, fromMs, toMs, count, same, missing, added } = outcome;
  const rows = [
    ...same.map((event) => ({ event, word: tell('replay-same') })),
    ...missing.map((event) => ({ event, word: tell('replay-missing') })),
    ...added.map((event) => ({ event, word: tell('replay-new') })),
  ].toSorted((a, b) => a.event.atMs - b.event.atMs);
  const span = { from: clockTime(fromMs, 0), to: clockTime(toMs, 0) };
  return [
    tell('replay-head', { count, what: tell(`replay-${basis}`), ...span, name }),
    tell(`replay-note-${basis}`),
    '',
    ...rows.map(({ event, word }) => lineOf(event, { word, words })),
    ...(rows.length === 0 ? [tell('replay-nothing')] : ['']),
    tell('replay-sum', { same: same.length, missing: missing.length, added: added.length }),
    '',
  ].join('\n');
}

function lineOf(
  event: ControlEvent,
  { word, words }: { readonly word: string; readonly words: SimulateWords },
): string {
  const told = sentenceOf(event, words.language);
  return `  ${clockTime(event.atMs, 0)}  ${word.padEnd(9)}  ${event.kind}: ${told}`;
}
