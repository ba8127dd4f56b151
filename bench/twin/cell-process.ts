/**
 * A cell in a process of its own, so that cells beside it do not share an event loop with its clients
 * and targets: starting a gateway for one would make the others stall. Run as a program it measures
 * the cell it is given and sends what came out.
 */

import { fork } from 'node:child_process';
import process from 'node:process';
import { z } from 'zod';
import { runCell, type Cell, type Run } from './cell.ts';

interface CellOptions {
  readonly directory: string;
  readonly signal: AbortSignal;
}

export async function runCellApart(cell: Cell, { directory, signal }: CellOptions): Promise<Run> {
  const child = fork(import.meta.filename, [JSON.stringify(cell), directory], { signal });
  return await new Promise((resolve, reject) => {
    // The other end of this file sent it.
    child.once('message', (run) => resolve(run as Run));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the run of ${cell.fault} ended with ${code}`)));
  });
}

const CELL = z.object({ fault: z.string(), column: z.string(), seed: z.number() });

if (import.meta.main) {
  const stopped = new AbortController();
  process.once('disconnect', () => stopped.abort());
  const [text = '', directory = ''] = process.argv.slice(2);
  const cell = CELL.parse(JSON.parse(text)) as Cell;
  const run = await runCell(cell, { directory, signal: stopped.signal });
  process.send?.(run, () => process.disconnect());
}
