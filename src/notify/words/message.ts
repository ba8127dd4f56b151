/** A delivery as lines of text: what chat and mail are made of. Bounded, one line for each notice. */

import type { Language } from '../../lib/locale.ts';
import type { Notification } from '../../model/notification.ts';
import { sentenceOf } from '../../model/sentences.ts';
import type { Delivery, ToldNotice } from '../channels/sender.ts';
import { linksOf, type Links } from '../links.ts';
import { cut } from './cut.ts';
import { evidenceText } from './evidence-text.ts';
import { LABELS } from './labels.ts';

/** More are counted, not listed. */
const LISTED_MAX = 15;

const SENTENCE_CHARS = 700;

export interface MessagePart {
  readonly notice: ToldNotice;
  /** `PAGE failover`. */
  readonly heading: string;
  readonly sentence: string;
  /** Empty without numbers. */
  readonly evidence: string;
  /** Empty without. */
  readonly repeats: string;
  readonly links: Links;
}

export interface MessageText {
  readonly subject: string;
  readonly parts: readonly MessagePart[];
  /** What is said below the notices. */
  readonly remarks: readonly string[];
}

export function messageOf(delivery: Delivery, notification: Notification): MessageText {
  const { language } = notification;
  const words = LABELS[language];
  const rest = delivery.notices.length - LISTED_MAX;
  return {
    subject: subjectOf(delivery, language),
    parts: delivery.notices.slice(0, LISTED_MAX).map((notice) => ({
      notice,
      heading: `${words.severities[notice.severity]} ${words.classes[notice.class]}`,
      sentence: cut(delivery.isTest ? words.test : sentenceOf(notice, language), SENTENCE_CHARS),
      evidence: evidenceText(notice.evidence),
      repeats: notice.repeats > 0 ? words.repeats(notice.repeats) : '',
      links: linksOf(notice, notification),
    })),
    remarks: [
      ...(rest > 0 ? [words.more(rest)] : []),
      ...(delivery.droppedCount > 0 ? [words.dropped(delivery.droppedCount)] : []),
    ],
  };
}

/** `[webshop] PAGE failover: eu-west, productAPI (+2)`: what a pager shows. */
export function subjectOf({ strategy, notices }: Delivery, language: Language): string {
  const [first] = notices;
  if (first === undefined) return `[${strategy}]`;
  const { severities, classes } = LABELS[language];
  const place = [first.target ?? first.region, first.service].filter((part) => part !== null);
  const what = place.length === 0 ? '' : `: ${place.join(', ')}`;
  const more = notices.length > 1 ? ` (+${notices.length - 1})` : '';
  return `[${strategy}] ${severities[first.severity]} ${classes[first.class]}${what}${more}`;
}
