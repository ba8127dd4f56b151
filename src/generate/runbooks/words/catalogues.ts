import type { Language } from '../../../lib/locale.ts';
import type { RunbookCatalogue } from './contract.ts';
import * as enBallast from './en-ballast.ts';
import { SERVICES as EN_SERVICES } from './en-services.ts';
import * as nlBallast from './nl-ballast.ts';
import { SERVICES as NL_SERVICES } from './nl-services.ts';

export const RUNBOOK_WORDS: Readonly<Record<Language, RunbookCatalogue>> = {
  en: { frame: enBallast.FRAME, pages: { ...EN_SERVICES, ...enBallast.BALLAST } },
  nl: { frame: nlBallast.FRAME, pages: { ...NL_SERVICES, ...nlBallast.BALLAST } },
};
