/** Who answered, by what the targets say in a header. */

import type { Said } from '../../lib/said.ts';
import { sayWhy } from '../../operations/checks-speech.ts';
import type { BalanceWish } from '../../operations/ports.ts';
import { mostOften } from './most-often.ts';
import type { AnswerHeaders, Sent } from './send-requests.ts';

export interface HeaderCount {
  add(headers: AnswerHeaders): void;
  readonly observed: Readonly<Record<string, number>>;
  /** Why the counts say nothing; answers without the header are borne up to a part. */
  why(sent: Sent, namelessRatio: number): Said | null;
}

/** Values that name no target, as told; more are no mistake of a label but another header. */
const STRANGERS_TOLD = 5;

export function createHeaderCount(
  { service, labels }: Pick<BalanceWish, 'labels' | 'service'>,
  header: string,
): HeaderCount {
  const key = header.toLowerCase();
  const targets = new Set(service.targets.map(({ target }) => target));
  const observed: Record<string, number> = {};
  const strangers = new Set<string>();
  let nameless = 0;
  return {
    observed,
    add(headers) {
      const said = headers[key];
      const value = Array.isArray(said) ? (said[0] ?? '') : (said ?? '');
      const target = Object.hasOwn(labels, value) ? labels[value] : value;
      if (value === '' || target === undefined) nameless += 1;
      else if (targets.has(target)) observed[target] = (observed[target] ?? 0) + 1;
      else if (strangers.size < STRANGERS_TOLD) strangers.add(value.slice(0, 100));
    },
    why(sent, namelessRatio) {
      const { answered } = sent;
      if (nameless > answered * namelessRatio) {
        return sayWhy('no-header', { count: nameless, answered, header, status: mostOften(sent) });
      }
      const [value] = strangers;
      if (value === undefined) return null;
      return sayWhy('unlabelled', { header, values: [...strangers], value });
    },
  };
}
