/** One line for each run, for spreadsheets (RFC 4180). */

import type { RunResult } from '../contract.ts';
import { MEASURES } from './measures.ts';
import type { Summary } from './summary.ts';

const HEAD = ['scenario', 'contestant', 'seed', 'sent', 'failed', 'shed'];

export function renderCsv({ scenarios }: Summary): string {
  const rows = scenarios.flatMap(({ runs }) => runs.map(rowOf));
  const lines = [[...HEAD, ...MEASURES.map(({ key }) => key)], ...rows];
  return lines.map((cells) => `${cells.map(quote).join(',')}\r\n`).join('');
}

function rowOf(run: RunResult): string[] {
  const { scenario, contestant, seed, sent, failed, shed } = run;
  const counts = [seed, sent, failed, shed].map(String);
  const values = MEASURES.map(({ valueOf }) => {
    const value = valueOf(run);
    return value === null ? '' : String(Number(value.toPrecision(6)));
  });
  return [scenario, contestant, ...counts, ...values];
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
