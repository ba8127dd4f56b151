/** A question of the tables, asked on a terminal: with its reason, its default and its flag. */

import { answerTo, choicesOf, complaintOf, contextOf, type Asked } from '../questions/order.ts';
import type { Question } from '../questions/question.ts';
import { isChoice, splitAt } from '../questions/checks.ts';
import { keyOf, type Values } from '../values.ts';
import type { InitWords } from '../words/init-words.ts';
import { askChoice, askText, type Reply, type Terminal } from './terminal.ts';

export interface Manner {
  readonly terminal: Terminal;
  readonly words: InitWords;
  readonly dim: (text: string) => string;
}

export async function askQuestion(manner: Manner, values: Values, asked: Asked): Promise<Reply> {
  const { question, scope } = asked;
  const { words, dim } = manner;
  const said = words.questions[question.id];
  const reason = wrap(`${said?.why ?? ''} (--${question.id})`).map(dim);
  const message = [...wrap(said?.ask(scope) ?? question.id), ...reason].join('\n');
  const initial = suggestionFor(values, asked);
  return question.kind === 'choice'
    ? choose(manner, values, { asked, message, initial })
    : askText(manner.terminal, {
        message,
        initial: initial === question.empty ? '' : initial,
        complain: (text) => complaint(manner, values, { asked, text: orEmpty(question, text) }),
      }).then((given) => filled(question, given));
}

/** For the narrowest terminal people use, less the bar. */
const WIDTH = 76;

function wrap(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + word.length < WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What was answered before, else what is likely, else the default. */
function suggestionFor(values: Values, { question, scope }: Asked): string {
  const isAnswered = values.has(keyOf(question.id, scope));
  const likely = isAnswered ? undefined : question.suggest?.(contextOf(values, scope));
  return likely ?? answerTo(values, question.id, scope);
}

async function choose(
  { terminal, words }: Manner,
  values: Values,
  { asked, message, initial }: { asked: Asked; message: string; initial: string },
): Promise<Reply> {
  const { question } = asked;
  const said = words.questions[question.id];
  const choices = choicesOf(values, asked);
  const marked = choices.find((choice) => isChoice([choice], initial)) ?? choices[0] ?? '';
  const reply = await askChoice(terminal, {
    message,
    initial: marked,
    choices: choices.map((value) => ({ value, label: said?.choices?.[value] ?? value })),
  });
  if (reply.kind !== 'answer' || !reply.text.endsWith(':')) return reply;
  const [, known] = splitAt(initial, ':');
  const completed = await askText(terminal, {
    message: said?.complete ?? '',
    initial: initial.startsWith(reply.text) ? (known ?? '') : '',
    complain: (text) =>
      text === ''
        ? words.talk.missingWords
        : complaint({ words }, values, { asked, text: `${reply.text}${text}` }),
  });
  // Back from the name of a cookie is back to the choice.
  if (completed.kind === 'back')
    return choose({ terminal, words, dim: String }, values, { asked, message, initial });
  return completed.kind === 'stop'
    ? completed
    : { kind: 'answer', text: reply.text + completed.text };
}

function complaint(
  { words }: Pick<Manner, 'words'>,
  values: Values,
  { asked, text }: { asked: Asked; text: string },
): string | null {
  if (text === '') return words.talk.missingWords;
  const found = complaintOf(values, asked, text);
  return found === null ? null : words.complaints[found];
}

function filled(question: Question, reply: Reply): Reply {
  return reply.kind === 'answer' ? { ...reply, text: orEmpty(question, reply.text) } : reply;
}

function orEmpty({ empty }: Question, text: string): string {
  return text === '' ? (empty ?? '') : text;
}
