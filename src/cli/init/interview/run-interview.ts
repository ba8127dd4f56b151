/** The whole talk: which file, the questions, a look at what comes of them. */

import { intro, log, outro } from '@clack/prompts';

import { commandLine, complaintsAbout, quoted } from '../flags.ts';
import type { Values } from '../values.ts';
import type { Manner } from './ask-question.ts';
import { checkGateway } from './gateway-check.ts';
import { talkToGateway } from './gateway-talk.ts';
import { interview } from './interview.ts';
import { askChoice, askText } from './terminal.ts';

export interface InterviewDesk {
  /** Whether a file is there already. */
  isThere(file: string): Promise<boolean>;
  /** The text that the answers come to, and what the parser says of it. */
  preview(values: Values, file: string): Promise<{ text: string; problems: string }>;
  /** Writes a draft beside the file and returns its name. */
  saveDraft(values: Values, file: string): Promise<string>;
  /** Prints a result. */
  print(text: string): void;
  readonly check?: typeof checkGateway;
}

export interface RunInterviewOptions extends Manner {
  readonly desk: InterviewDesk;
  readonly file: string;
  /** A file that is there may be overwritten. */
  readonly force: boolean;
}

/** `null` when somebody stopped; whatever they wanted kept has been kept. */
export async function runInterview(
  given: Values,
  options: RunInterviewOptions,
): Promise<{ values: Values; file: string } | null> {
  const { terminal, words, dim, desk } = options;
  intro(words.talk.intro, terminal);
  log.message(dim(words.talk.keys), terminal);
  const file = await chooseFile(options);
  if (file === null) return null;
  const check = desk.check ?? checkGateway;
  let values = given;
  let from: 'begin' | 'end' = 'begin';
  for (;;) {
    const result = await interview(
      values,
      {
        ...options,
        afterwards: async (now, { question, scope }) =>
          question.id === 'gateway'
            ? talkToGateway({ ...options, check }, now, scope.region ?? '')
            : { values: now, again: false },
        onStop: (now) => stop(options, now, file),
      },
      from,
    );
    if (result.kind === 'left') return null;
    ({ values } = result);
    const verdict = await review(options, values, file);
    if (verdict === 'write') {
      outro(`${words.talk.sameLine}:\n${quoted([...commandLine(values), '--yes'])}`, terminal);
      return { values, file };
    }
    if (verdict === 'leave') return null;
    from = 'end';
  }
}

async function chooseFile({ terminal, words, desk, file, force }: RunInterviewOptions) {
  const { talk } = words;
  let name = file;
  while (!force && (await desk.isThere(name))) {
    const reply = await askChoice(terminal, {
      message: talk.exists(name),
      initial: 'other',
      choices: (['other', 'overwrite', 'leave'] as const).map((value) => ({
        value,
        label: talk.existsChoices[value],
      })),
    });
    if (reply.kind !== 'answer' || reply.text === 'leave') return null;
    if (reply.text === 'overwrite') return name;
    const other = await askText(terminal, {
      message: talk.otherFile,
      initial: name.replace(/(\.ya?ml)?$/, '-2.yaml'),
      complain: (text) => (text === '' ? talk.missingWords : null),
    });
    if (other.kind === 'answer') name = other.text;
    if (other.kind === 'stop') return null;
  }
  return name;
}

async function review(options: RunInterviewOptions, values: Values, file: string) {
  const { terminal, words, desk } = options;
  const { talk } = words;
  const [refused] = complaintsAbout(values);
  const { text, problems } = await desk.preview(values, file);
  if (refused !== undefined) {
    log.error(`--${refused.asked.question.id}: ${words.complaints[refused.complaint]}`, terminal);
  }
  if (problems !== '') log.warn(problems.trimEnd(), terminal);
  for (;;) {
    const reply = await askChoice(terminal, {
      message: `${talk.reviewTitle}. ${talk.reviewAsk(file)}`,
      initial: refused === undefined ? 'write' : 'back',
      choices: (['write', 'show', 'back'] as const).map((value) => ({
        value,
        label: talk.review[value],
      })),
    });
    if (reply.kind === 'stop') {
      if ((await stop(options, values, file)) === 'leave') return 'leave';
    } else if (reply.kind === 'back' || reply.text === 'back') {
      return 'back';
    } else if (reply.text === 'show') {
      log.message(text, terminal);
    } else if (refused === undefined) {
      return 'write';
    } else {
      return 'back';
    }
  }
}

/** A second Ctrl-C leaves, with the command line, so that nothing is lost by haste. */
async function stop(
  { terminal, words, desk }: RunInterviewOptions,
  values: Values,
  file: string,
): Promise<'on' | 'leave'> {
  const { talk } = words;
  const reply = await askChoice(terminal, {
    message: talk.stopTitle,
    initial: 'on',
    choices: (['on', 'line', 'draft', 'leave'] as const).map((value) => ({
      value,
      label: talk.stop[value],
    })),
  });
  if (reply.kind === 'back') return 'on';
  const wish = reply.kind === 'stop' ? 'line' : reply.text;
  if (wish === 'on') return 'on';
  if (wish === 'line') {
    log.info(talk.lineTitle, terminal);
    desk.print(`${quoted(commandLine(values))}\n`);
  } else if (wish === 'draft') {
    log.info(talk.draftWritten(await desk.saveDraft(values, file)), terminal);
  }
  return 'leave';
}
