/** The terminal as the screen of `ballast top`: its own page of it, raw keys, the old page at the end. */

import { emitKeypressEvents } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';

import { createLogUpdate } from 'log-update';

import { DEFAULT_SIZE, type Size } from '../terminal.ts';
import type { TopScreen } from './run-top.ts';

export interface TerminalScreen extends TopScreen {
  close(): void;
}

type Input = Pick<ReadStream, 'isTTY' | 'setRawMode' | 'resume' | 'pause'> & NodeJS.ReadableStream;
type Output = Pick<WriteStream, 'columns' | 'rows'> & NodeJS.WritableStream;

const ENTER_PAGE = '\u001B[?1049h\u001B[H';
const LEAVE_PAGE = '\u001B[?1049l';
const CLEAR = '\u001B[2J\u001B[H';

/** What node:readline tells of a key. */
interface Keypress {
  readonly name?: string;
  readonly ctrl?: boolean;
}

export function openTerminalScreen(input: Input, output: Output): TerminalScreen {
  const update = createLogUpdate(output);
  output.write(ENTER_PAGE);
  if (input.isTTY) input.setRawMode(true);
  emitKeypressEvents(input);
  input.resume();
  const size = (): Size => {
    const { columns, rows } = output;
    return columns > 0 && rows > 0 ? { columns, rows } : DEFAULT_SIZE;
  };
  return {
    size,
    draw: (lines) => update(lines.join('\n')),
    onKey(listener) {
      const hear = (text: string | undefined, key: Keypress | undefined) =>
        listener({ name: key?.name ?? '', text: text ?? '', ctrl: key?.ctrl ?? false });
      input.on('keypress', hear);
      return () => input.off('keypress', hear);
    },
    onResize(listener) {
      const redraw = () => {
        // The terminal has wrapped the old lines anew: nothing of them can be erased line by line.
        update.clear();
        output.write(CLEAR);
        listener();
      };
      output.on('resize', redraw);
      return () => output.off('resize', redraw);
    },
    close() {
      update.clear();
      update.done();
      output.write(LEAVE_PAGE);
      if (input.isTTY) input.setRawMode(false);
      input.pause();
    },
  };
}
