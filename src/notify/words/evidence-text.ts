/** The numbers behind an event, as short `name value` pairs. Bounded, whatever the event holds. */

import type { ControlEvent } from '../../model/control.ts';
import { cut } from './cut.ts';

const PAIRS_MAX = 8;
const VALUE_CHARS = 60;

function evidencePairs(evidence: ControlEvent['evidence']): readonly (readonly [string, string])[] {
  return Object.entries(evidence)
    .flatMap(([name, value]) => {
      const text = valueText(value);
      return text === null ? [] : [[name, text] as const];
    })
    .slice(0, PAIRS_MAX);
}

/** `demandRps 150 · roomRps 300`; empty without numbers. */
export function evidenceText(evidence: ControlEvent['evidence']): string {
  return evidencePairs(evidence)
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');
}

function valueText(value: unknown): string | null {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value === '' ? null : oneLine(value);
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value).filter(([, one]) => typeof one === 'number');
  if (entries.length === 0) return null;
  return oneLine(entries.map(([name, one]) => `${name}=${valueText(one) ?? ''}`).join(' '));
}

function oneLine(text: string): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim(), VALUE_CHARS);
}
