/** Points in time as people give them: `24h` ago, a date, a time of a date, or epoch milliseconds. */

import { parseDurationMs } from '../lib/quantities.ts';
import { usageFailure } from './failure.ts';

/** @param flag for the message, such as `--since` */
export function parseMoment(
  text: string,
  { flag, nowMs }: { flag: string; nowMs: number },
): number {
  const agoMs = parseDurationMs(text);
  if (agoMs !== null) return nowMs - agoMs;
  if (text === 'now') return nowMs;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const atMs = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (Number.isFinite(atMs)) return atMs;
  throw usageFailure(
    { en: `${flag} ${text} is no point in time`, nl: `${flag} ${text} is geen tijdstip` },
    {
      en: 'Write a span back from now (24h, 1h30m), a date (2026-03-01), a time (2026-03-01T10:30:00Z) or now.',
      nl: 'Schrijf een tijd terug vanaf nu (24h, 1h30m), een datum (2026-03-01), een tijdstip (2026-03-01T10:30:00Z) of now.',
    },
  );
}
