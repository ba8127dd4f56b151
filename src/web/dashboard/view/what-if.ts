/**
 * What came of a simulation, as far as the page shows it. The API passes the result on as its writer
 * made it, so each part is looked for and left out when it is not there.
 */

import { numberOf, recordOf, recordsOf, textOf, textsOf } from './drills.ts';

export interface WhatIfView {
  readonly title: string | null;
  readonly tookMs: number | null;
  readonly taken: readonly string[];
  readonly assumed: readonly string[];
  readonly ballast: WhatIfRunView;
  /** The same with nobody steering. */
  readonly nothing: WhatIfRunView;
}

export interface WhatIfRunView {
  readonly figures: Readonly<Record<string, number | null>>;
  readonly points: readonly {
    readonly atMs: number;
    readonly lost: number;
    readonly shares: Readonly<Record<string, number>>;
  }[];
  readonly events: readonly {
    readonly atMs: number;
    readonly kind: string;
    readonly message: string;
  }[];
}

export function whatIfOf(told: unknown): WhatIfView {
  const fields = recordOf(told);
  return {
    title: textOf(fields['title']),
    tookMs: numberOf(fields['tookMs']),
    taken: textsOf(fields['taken']),
    assumed: textsOf(fields['assumed']),
    ballast: runOf(fields['ballast']),
    nothing: runOf(fields['nothing']),
  };
}

function runOf(told: unknown): WhatIfRunView {
  const fields = recordOf(told);
  return {
    figures: numbersIn(fields['figures']),
    points: recordsOf(fields['series']).map((point) => ({
      atMs: 1_000 * (numberOf(point['second']) ?? 0),
      lost: numberOf(point['lost']) ?? 0,
      shares: Object.fromEntries(
        Object.entries(numbersIn(point['shares'])).map(([region, ratio]) => [region, ratio ?? 0]),
      ),
    })),
    events: recordsOf(fields['events']).flatMap((event) => {
      const message = textOf(event['message']);
      const atMs = numberOf(event['atMs']) ?? 0;
      return message === null ? [] : [{ atMs, kind: textOf(event['kind']) ?? '', message }];
    }),
  };
}

function numbersIn(told: unknown): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    Object.entries(recordOf(told)).flatMap(([name, value]) =>
      value === null || numberOf(value) !== null ? [[name, numberOf(value)]] : [],
    ),
  );
}
