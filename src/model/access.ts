/**
 * Regions that only read: a standby whose data cannot be written there. Reads go by the law like those
 * of any service. Writes, wherever they arrive, go to the regions that take them and to no other, by
 * Kong alone too; where none of those can serve, they are refused.
 */

import type { ServiceStrategy, StaticAnswer } from './strategy.ts';

/** Methods that change nothing (RFC 9110, section 9.2.1); TRACE is no request of a client's. */
export const READING_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

type Access = Pick<ServiceStrategy, 'targets' | 'readRegions'>;

/** Whether reads and writes go different ways. */
export function splitsWrites({ readRegions = [] }: Access): boolean {
  return readRegions.length > 0;
}

export function onlyReads({ readRegions = [] }: Access, region: string): boolean {
  return readRegions.includes(region);
}

/** In order of preference. */
export function writingRegions(service: Access): readonly string[] {
  const regions = new Set(service.targets.map(({ region }) => region));
  return [...regions].filter((region) => !onlyReads(service, region));
}

/**
 * What a write gets that nobody can take: the strategy's answer, unless that says that all is well.
 */
export function refusalOf({
  failover: { answer = null },
}: Pick<ServiceStrategy, 'failover'>): StaticAnswer | null {
  return answer !== null && answer.status >= 400 ? answer : null;
}
