/** `ballast explain`: why things are as they are, and what would change them. */

import { Command, InvalidArgumentError } from 'commander';

import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { usageFailure } from '../failure.ts';
import { readSnapshot } from '../read-snapshot.ts';
import { explain, renderExplanation } from '../status/explain.ts';
import { DEFAULT_STATE_FILE } from '../system.ts';

interface ExplainOptions extends GlobalOptions {
  readonly state: string;
  readonly limit: number;
}

/** Journal lines looked through for the subject. */
const EVENTS_READ = 10_000;

export function explainCommand(context: CliContext): Command {
  const command = new Command('explain')
    .description('why a service, region or target is where it is, and what would change it')
    .argument('[subject]', 'service, region, host:port, or a kind of event')
    .option('--state <file>', 'state file of the controller', DEFAULT_STATE_FILE)
    .option('-n, --limit <count>', 'journal lines to show', parseCount, 10)
    .action((subject: string | undefined) =>
      explainSubject(context, subject ?? null, command.optsWithGlobals<ExplainOptions>()),
    );
  return withExamples(command, [
    ['ballast explain', 'everything, and the last decisions'],
    ['ballast explain productAPI', 'one service'],
    ['ballast explain 10.0.0.1:8080 --verbose', 'one target, with the evidence of each decision'],
    ['ballast explain region-evacuated --json', 'each evacuation'],
  ]);
}

async function explainSubject(
  context: CliContext,
  subject: string | null,
  options: ExplainOptions,
): Promise<void> {
  const { snapshot, events } = await readSnapshot(options.state, { events: EVENTS_READ });
  const nowMs = Date.now();
  const explanation = explain(subject, { snapshot, events, nowMs });
  if (explanation === null) {
    const known = snapshot.upstreams.map(({ service }) => service).join(', ');
    throw usageFailure(
      `nothing is known of ${subject}`,
      `Name a service (${known}), a region, a target as host:port, or a kind of event.`,
    );
  }
  if (options.json) {
    const shown = explanation.events.slice(0, options.limit);
    return printJson(context, { subject, now: explanation.now, events: shown });
  }
  const { limit, verbose } = options;
  context.print(renderExplanation(explanation, { limit, verbose, nowMs }));
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('Write a whole number above 0.');
}
