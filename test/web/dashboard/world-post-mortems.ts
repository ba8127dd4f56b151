/** Post-mortems of the world: the real ones, made from what the world tells of itself. */

import type { Language } from '../../../src/lib/locale.ts';
import type { AuditEntry } from '../../../src/model/audit.ts';
import type { Numbered } from '../../../src/model/history.ts';
import type { Strategy } from '../../../src/model/strategy.ts';
import type {
  JournalOperations,
  PostMortemOperations,
  StatusOperations,
} from '../../../src/operations/contract.ts';
import type { LocalPorts } from '../../../src/operations/ports.ts';
import { createPostMortemOperations } from '../../../src/operations/post-mortems.ts';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import { strategyFixture } from '../../support/strategy-fixture.ts';

export function worldPostMortems(options: {
  readonly journal: JournalOperations;
  readonly status: StatusOperations;
  readonly audit: readonly Numbered<AuditEntry>[];
}): (language: Language) => PostMortemOperations {
  const { journal, status, audit } = options;
  const store = createMemoryStore();
  const strategy: Strategy = strategyFixture();
  let made = 0;
  const ports: LocalPorts = {
    strategy,
    store: { ...store, readSnapshot: async () => (await status.status()).snapshot },
    history: {
      ...store.history,
      readEvents: (query) => journal.events(query),
      readSamples: (query) => journal.samples(query),
      readAudit: async ({ afterId = 0 }) => audit.filter(({ id }) => id > afterId),
    },
    clock: { nowMs: () => Date.now() },
    newId: () => `made-${(made += 1)}`,
  };
  return (language) => createPostMortemOperations({ ...ports, language });
}
