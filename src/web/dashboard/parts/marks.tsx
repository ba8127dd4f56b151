/** Small marks: a badge with a level, a bar, a list of shares, text that the server wrote. */

import type { ComponentChildren } from 'preact';
import { language } from '../state/preferences.ts';
import type { Level } from '../view/level.ts';
import { percentText, words } from '../words/words.ts';

/** Colour is never the only sign: each level has its own shape, and a word for screen readers. */
const SHAPES: Readonly<Record<Level, string>> = { bad: '■', warn: '▲', unknown: '?', good: '●' };

export function Mark({ level }: { readonly level: Level }) {
  return (
    <>
      <span class="mark" data-level={level} aria-hidden="true">
        {SHAPES[level]}
      </span>
      <span class="visually-hidden">{words.value.levels[level]}: </span>
    </>
  );
}

export function Badge({
  level,
  children,
}: {
  readonly level: Level;
  readonly children: ComponentChildren;
}) {
  return (
    <span class="badge" data-level={level}>
      <Mark level={level} />
      {children}
    </span>
  );
}

/** A part of a whole; beyond both ends it is shown full or empty. */
export function Bar({ ratio, level }: { readonly ratio: number; readonly level: Level }) {
  const width = `${100 * Math.max(0, Math.min(1, ratio))}%`;
  return (
    <span class="bar" data-level={level} aria-hidden="true">
      <span style={{ width }} />
    </span>
  );
}

/** Below a quarter it is a warning, spent it is bad. */
export function levelOfBudget(leftRatio: number): Level {
  if (leftRatio <= 0) return 'bad';
  return leftRatio < 0.25 ? 'warn' : 'good';
}

export interface Share {
  readonly region: string;
  readonly ratio: number;
}

/** Regions keep their colour on the whole page by their place in the strategy. */
export function Shares({
  shares,
  order,
}: {
  readonly shares: readonly Share[];
  readonly order: readonly string[];
}) {
  return (
    <span class="shares">
      <span class="shares-bar" aria-hidden="true">
        {shares.map(({ region, ratio }) => (
          <span
            key={region}
            style={{ width: `${100 * ratio}%`, background: regionColour(region, order) }}
          />
        ))}
      </span>
      <span class="shares-text">
        {shares.map(({ region, ratio }) => (
          <span key={region}>
            {region} {percentText(ratio)}
          </span>
        ))}
      </span>
    </span>
  );
}

const REGION_COLOURS = 6;

export function regionColour(region: string, order: readonly string[]): string {
  return `var(${regionColourName(region, order)})`;
}

export function regionColourName(region: string, order: readonly string[]): string {
  const index = Math.max(0, order.indexOf(region));
  return `--region-${index % REGION_COLOURS}`;
}

/** Sentences of the law and the journal, which the API tells as the page speaks. */
export function Spoken({ children }: { readonly children: ComponentChildren }) {
  return <span lang={language.value}>{children}</span>;
}

/** What is English, whatever the page speaks: failures, audit, what people wrote. */
export function Told({ children }: { readonly children: ComponentChildren }) {
  return <span lang="en">{children}</span>;
}
