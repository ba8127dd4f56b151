/** The size of the terminal that stdout goes to; 80 × 24 where there is none or it does not tell. */

import process from 'node:process';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const DEFAULT_SIZE: Size = { columns: 80, rows: 24 };

/** For what is printed once: piped, its lines are as long as they are, for nobody scrolls sideways. */
export function pageSize(): Size {
  return process.stdout.isTTY ? terminalSize() : { ...DEFAULT_SIZE, columns: Infinity };
}

export function terminalSize(): Size {
  const { isTTY, columns, rows } = process.stdout;
  if (!isTTY || columns < 20 || rows < 5) return DEFAULT_SIZE;
  return { columns, rows };
}
