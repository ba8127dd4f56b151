/** What a person says, for tests. */

import type { Lever, Override } from '../../src/model/override.ts';

export function overrideFixture(lever: Lever, changes: Partial<Override> = {}): Override {
  return {
    id: `o-${lever.kind}`,
    lever,
    services: null,
    origin: 'person',
    by: 'ann',
    reason: 'new kernel',
    atMs: 0,
    untilMs: 3_600_000,
    isForced: false,
    ...changes,
  };
}
