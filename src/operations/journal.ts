/** The past as it was kept: page by page, bounded. Who did what is for operators and above. */

import type { HistoryQuery, SampleQuery } from '../model/history.ts';
import { eventIn } from '../model/sentences.ts';
import { hasRole } from './actor.ts';
import type { JournalOperations } from './contract.ts';
import { OperationError } from './operation-error.ts';
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
        throw new OperationError('forbidden', 'The audit log is for operators and admins.', {
          fix: 'Use a token of that role; `ballast token create --role operator` makes one.',
        });
      }
      checkQuery(query);
      return history.readAudit(query);
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
    throw invalid(`The limit ${limit} is no whole number from 1 to ${LIMIT_MAX}.`);
  }
  if (afterId !== undefined && (!Number.isInteger(afterId) || afterId < 0)) {
    throw invalid(`${afterId} is no number of an entry.`);
  }
  checkSpan(query);
}

function checkSpan({ sinceMs, untilMs }: Partial<Pick<SampleQuery, 'sinceMs' | 'untilMs'>>): void {
  for (const ms of [sinceMs, untilMs]) {
    if (ms !== undefined && !Number.isFinite(ms)) throw invalid(`${ms} is no time.`);
  }
  if (sinceMs !== undefined && untilMs !== undefined && untilMs < sinceMs) {
    throw invalid('The span ends before it begins.');
  }
}

function invalid(message: string): OperationError {
  return new OperationError('invalid', message, {
    fix: 'Times are epoch milliseconds, `sinceMs` inclusive and `untilMs` exclusive.',
  });
}
