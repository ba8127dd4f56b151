/** What a simulation came to, told in the language of the reader. */

import type { Language } from '../../lib/locale.ts';
import { sentenceOf } from '../../model/sentences.ts';
import type { WhatIfResult, WhatIfRun } from '../../model/what-if.ts';
import { titleIn } from '../../simulator/words/scenario-titles.ts';
import { operationWords } from '../speech.ts';

export function whatIfIn(result: WhatIfResult, language: Language): WhatIfResult {
  if (language === 'en') return result;
  const { title, said, taken, assumed, ballast, nothing } = result;
  return {
    ...result,
    title: titleIn(title, language),
    taken: taken.map((text, at) => operationWords(said?.taken[at], { language, text })),
    assumed: assumed.map((text, at) => operationWords(said?.assumed[at], { language, text })),
    ballast: runIn(ballast, language),
    nothing: runIn(nothing, language),
  };
}

function runIn(run: WhatIfRun, language: Language): WhatIfRun {
  const events = run.events.map((event) => ({ ...event, message: sentenceOf(event, language) }));
  return { ...run, events };
}
