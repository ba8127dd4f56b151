/**
 * The sentence of a notice. In English it is the journal's own, numbers and all. In Dutch it says what
 * happened where; the numbers follow as evidence, so that nothing is translated twice.
 */

import type { Language } from '../../lib/locale.ts';
import type { Notice } from '../notice.ts';
import { DUTCH } from './dutch.ts';

export function sentenceOf(notice: Notice, language: Language): string {
  if (language === 'en') return notice.message;
  const words = DUTCH[notice.kind];
  if (words === undefined) return notice.message;
  const service = notice.service ?? 'alle services';
  return words({ ...notice, service, region: notice.region ?? '?', target: notice.target ?? '?' });
}
