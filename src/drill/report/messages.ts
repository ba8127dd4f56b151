/** The words of a report, by language. */

import type { Language } from '../../lib/locale.ts';
import { MESSAGES_EN } from './messages-en.ts';
import { MESSAGES_NL } from './messages-nl.ts';
import type { ReportMessages } from './words.ts';

export const REPORT_MESSAGES: Readonly<Record<Language, ReportMessages>> = {
  en: MESSAGES_EN,
  nl: MESSAGES_NL,
};
