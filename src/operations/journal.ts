/** The past as it was kept: page by page, bounded. Who did what is for operators and above. */

import type { HistoryQuery, SampleQuery } from '../model/history.ts';
import type { Said } from '../lib/said.ts';
import { eventIn } from '../model/sentences.ts';
import { hasRole } from './actor.ts';
import type { JournalOperations } from './contract.ts';
import { type OperationError, operationError } from './operation-error.ts';
import { operationWords, sayOperation } from './speech.ts';
import type { ReadingPorts } from './status/reading-ports.ts';

export function createJournalOperations({
  history,
  language = 'en',
}: ReadingPorts): JournalOperations {
  return {
    async events(query) {
      checkQuery(query);
      const events = await history.readEvents(query);
      if (language === 'en') return events;
      return events.map(({ id, entry }) => ({ id, entry: eventIn(entry, language) }));
    },
    async audit(actor, query) {
      if (!hasRole(actor, 'operator')) {
        const message = sayOperation('audit-not-for-you');
        throw operationError('forbidden', { message, fix: sayOperation('fix-audit-token') });
      }
      checkQuery(query);
      const entries = await history.readAudit(query);
      if (language === 'en') return entries;
      return entries.map(({ id, entry }) => {
        const { said, message: text } = entry;
        return { id, entry: { ...entry, message: operationWords(said, { language, text }) } };
      });
    },
    async samples(query) {
      checkSpan(query);
      return history.readSamples(query);
    },
  };
}

const LIMIT_MAX = 10_000;

function checkQuery(query: HistoryQuery): void {
  const { limit, afterId } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw invalid(sayOperation('limit-out-of-range', { limit: String(limit), max: LIMIT_MAX }));
  }
  if (afterId !== undefined && (!Number.isInteger(afterId) || afterId < 0)) {
    throw invalid(sayOperation('no-number-of-entry', { id: String(afterId) }));
  }
  checkSpan(query);
}

function checkSpan({ sinceMs, untilMs }: Partial<Pick<SampleQuery, 'sinceMs' | 'untilMs'>>): void {
  for (const ms of [sinceMs, untilMs]) {
    if (ms !== undefined && !Number.isFinite(ms)) {
      throw invalid(sayOperation('no-time', { value: String(ms) }));
    }
  }
  if (sinceMs !== undefined && untilMs !== undefined && untilMs < sinceMs) {
    throw invalid(sayOperation('span-backwards'));
  }
}

function invalid(message: Said): OperationError {
  return operationError('invalid', { message, fix: sayOperation('fix-span') });
}
