/**
 * The figures of a report, collected while it is written: each gets a text with its trace in it
 * (document/inline.ts), and is kept with its value, what was filled in and where that comes from.
 *
 * A book belongs to one rendering; numbers of traces follow the order of first use.
 */

import type { Format } from '../../../lib/locale.ts';
import { encodeFigure } from '../document/inline.ts';
import { TRACES, type TraceKey } from './traces.ts';

export type FigureUnit = 'ms' | 'millis' | 'ratio' | 'perSecond' | 'seconds' | 'count' | 'factor';

export interface FigureInput {
  readonly trace: TraceKey;
  readonly value: number;
  readonly unit: FigureUnit;
  /** Service, region or fault that it is of. */
  readonly where?: string;
  /** What was filled into the formula: `2 × (1 s + 0.1 s)`. */
  readonly from?: string;
  /** Instead of the source of its kind: a place in the strategy, a scenario with its seeds. */
  readonly source?: string;
  /** Decimals; as the unit wants unless told. */
  readonly digits?: number;
  /** In front of the number: `≤`, `≈`, `+`. */
  readonly sign?: string;
}

export interface Figure {
  readonly trace: TraceKey;
  readonly where: string;
  readonly value: number;
  readonly unit: FigureUnit;
  readonly text: string;
  readonly from: string;
  readonly source: string;
}

export interface FigureBook {
  figure(input: FigureInput): string;
  /** Number of a trace in the appendix, from 1. */
  numberOf(trace: string): number;
  traces(): readonly TraceKey[];
  figures(): readonly Figure[];
}

export function createFigureBook(format: Format): FigureBook {
  const figures = new Map<string, Figure>();
  const order: string[] = [];
  const numberOf = (trace: string) => {
    if (!order.includes(trace)) order.push(trace);
    return order.indexOf(trace) + 1;
  };
  return {
    figure(input) {
      const { trace, value, unit, where = '', from = '', sign = '' } = input;
      const text = textOf(format, input).replace(/^-/, '−');
      const source = input.source ?? TRACES[trace].source;
      const key = `${trace}\n${where}\n${text}`;
      if (!figures.has(key)) figures.set(key, { trace, where, value, unit, text, from, source });
      numberOf(trace);
      return encodeFigure(trace, sign === '' ? text : `${sign} ${text}`);
    },
    numberOf,
    traces: () => order as TraceKey[],
    figures: () => [...figures.values()],
  };
}

function textOf(format: Format, { value, unit, digits }: FigureInput): string {
  switch (unit) {
    case 'ms':
      return format.duration(value);
    case 'millis':
      return `${format.number(value, digits ?? (value < 10 ? 1 : 0))} ms`;
    case 'ratio':
      return digits === undefined
        ? format.percent(value)
        : `${format.number(value * 100, digits)} %`;
    case 'perSecond':
      return `${format.number(value, digits ?? (value < 10 ? 1 : 0))}/s`;
    case 'seconds':
      return `${format.number(value, digits ?? (value < 100 ? 1 : 0))} s`;
    case 'count':
      return format.number(value, digits ?? 0);
    case 'factor':
      return `×${format.number(value, digits ?? 1)}`;
  }
}
