/** The status that was answered most often, for people. */

import type { Sent } from './send-requests.ts';

export function mostOften({ statuses }: Pick<Sent, 'statuses'>): string {
  const [most] = [...statuses].toSorted(([, a], [, b]) => b - a);
  return most === undefined ? '–' : String(most[0]);
}
