/** A terminal without a terminal: keys go in, the screen comes out. */

import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

import type { Terminal } from '../../src/cli/init/interview/terminal.ts';

export const ENTER = '\r';
export const ESCAPE = '\u001B';
export const CTRL_C = '\u0003';
export const DOWN = '\u001B[B';
/** Empties the line. */
export const CTRL_U = '\u0015';

export interface FakeTerminal {
  readonly terminal: Terminal;
  /** Waits until the text is shown since the last keys, then presses these. */
  readonly press: (shown: string, ...keys: readonly string[]) => Promise<void>;
  /** Waits until the text is shown since the last keys. */
  readonly shows: (text: string) => Promise<void>;
}

export function fakeTerminal(): FakeTerminal {
  const input = new PassThrough();
  let screen = '';
  let check = () => {};
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      screen += chunk.toString();
      check();
      done();
    },
  });
  const shows = (text: string) =>
    new Promise<void>((resolve) => {
      check = () => {
        // Colours and the bars of further lines are not what is looked for.
        if (stripVTControlCharacters(screen).includes(text)) resolve();
      };
      check();
    });
  return {
    terminal: { input, output },
    shows,
    async press(shown, ...keys) {
      await shows(shown);
      screen = '';
      for (const key of keys) input.write(key);
    },
  };
}
