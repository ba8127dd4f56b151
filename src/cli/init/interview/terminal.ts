/** Single questions on a terminal. Escape goes back, Ctrl-C stops; neither throws anything away. */

import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';

import { isCancel, S_BAR, select, text } from '@clack/prompts';

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

export type Reply =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'stop' };

interface TextQuestion {
  readonly message: string;
  readonly initial: string;
  /** What is wrong with an answer; `null` when it is fine. */
  readonly complain: (text: string) => string | null;
}

export function askText(terminal: Terminal, question: TextQuestion): Promise<Reply> {
  const { message, initial, complain } = question;
  return reply(terminal, () =>
    text({
      // Unlike select, text does not draw the bar before further lines.
      message: message.replaceAll('\n', `\n${styleText('gray', S_BAR)}  `),
      initialValue: initial,
      validate: (value) => complain((value ?? '').trim()) ?? undefined,
      ...terminal,
    }),
  );
}

interface ChoiceQuestion {
  readonly message: string;
  readonly initial: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export function askChoice(terminal: Terminal, question: ChoiceQuestion): Promise<Reply> {
  const { message, initial, choices } = question;
  return reply(terminal, () =>
    select({
      message,
      initialValue: initial,
      options: [...choices],
      showInstructions: false,
      ...terminal,
    }),
  );
}

/** Both keys cancel a prompt; which it was is told by the last key before. */
async function reply(
  { input }: Terminal,
  ask: () => Promise<string | symbol | undefined>,
): Promise<Reply> {
  let lastKey = '';
  const remember = (_text: unknown, key: { readonly name?: string } | undefined) => {
    lastKey = key?.name ?? '';
  };
  input.on('keypress', remember);
  try {
    const answer = await ask();
    if (isCancel(answer)) return { kind: lastKey === 'escape' ? 'back' : 'stop' };
    return { kind: 'answer', text: typeof answer === 'string' ? answer.trim() : '' };
  } finally {
    input.off('keypress', remember);
  }
}
