/**
 * Sentences as data: a key and plain values, made where something is decided and put into words
 * wherever somebody reads it, in any language. Pure and without `Intl`: the same bytes everywhere.
 *
 * A catalogue has a template for each key. `{name}` stands for the value of that name, written as the
 * unit at the end of its name says (`…Ms` in seconds, `…Ratio` in per cent), or as a format after a
 * colon says: `{meanMs:ms}`, `{parts:comma}`, `{clause:sentence}`. `{count|weight|weights}` chooses a form by a number or
 * by the length of a list. A value may be a sentence itself; a list is joined with “and”.
 *
 * The names in an English template are the type of its values (`ValuesOf`): none can be missing,
 * misspelt or left over.
 */

import { figuresIn } from './figures.ts';
import { createFormat, type Language, listOf } from './locale.ts';
import { formatDuration } from './quantities.ts';

export interface Said {
  readonly key: string;
  readonly values?: Readonly<Record<string, SaidValue>>;
}

export type SaidPart = string | number | Said;
/** Text is names and what people wrote: it is never translated. */
export type SaidValue = SaidPart | readonly SaidPart[];

export type Catalogue = Readonly<Record<string, string>>;

type NameIn<Place extends string> = Place extends `${infer Name}|${string}`
  ? Name
  : Place extends `${infer Name}:${string}`
    ? Name
    : Place;

/** The names of the values that a template asks for. */
type NamesIn<Template extends string> = Template extends `${string}{${infer Place}}${infer Rest}`
  ? NameIn<Place> | NamesIn<Rest>
  : never;

/** Arguments after the key: the values that its template asks for, or none. */
export type ValuesOf<Template extends string> = [NamesIn<Template>] extends [never]
  ? readonly []
  : readonly [values: Readonly<Record<NamesIn<Template>, SaidValue>>];

/** Six digits are more than any sentence shows, and keep the journal small. */
export function makeSaid(key: string, values?: Readonly<Record<string, SaidValue>>): Said {
  if (values === undefined) return { key };
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value,
  ]);
  return { key, values: Object.fromEntries(entries) as Record<string, SaidValue> };
}

/** `null` for what the catalogue does not know, such as a key of a later version. */
export function renderSaid(
  said: Said,
  { catalogue, language }: { readonly catalogue: Catalogue; readonly language: Language },
): string | null {
  if (!Object.hasOwn(catalogue, said.key)) return null;
  const template = catalogue[said.key] ?? '';
  const speech: Speech = { catalogue, language, isKnown: true };
  const text = template.replaceAll(PLACE, (_all, place: string) => fill(place, said, speech));
  return speech.isKnown ? text : null;
}

/** Puts sentences of one catalogue into words of one language. */
export type Tell<En extends Catalogue> = <Key extends keyof En & string>(
  key: Key,
  ...values: ValuesOf<En[Key]>
) => string;

/** @param catalogue in that language; whatever else values may say is in it as well. */
export function createTell<En extends Catalogue>(
  catalogue: Catalogue,
  language: Language,
): Tell<En> {
  return (key, ...[values]) => renderSaid(makeSaid(key, values), { catalogue, language }) ?? key;
}

/** The names in a template, in order: for checks that languages ask for the same. */
export function placesIn(template: string): readonly string[] {
  return [...template.matchAll(PLACE)].map(([, place = '']) => nameIn(place));
}

const PLACE = /\{([^{}]+)\}/g;

interface Speech {
  readonly catalogue: Catalogue;
  readonly language: Language;
  /** Whether every key and value so far was there. */
  isKnown: boolean;
}

function nameIn(place: string): string {
  return place.split(/[|:]/)[0] ?? '';
}

function fill(place: string, { values = {} }: Said, speech: Speech): string {
  const name = nameIn(place);
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined || value === null) {
    speech.isKnown = false;
    return '';
  }
  const [, one, other] = place.split('|');
  if (one !== undefined) return countOf(value) === 1 ? one : (other ?? one);
  const [, format = formatBy(name)] = place.split(':');
  if (!Array.isArray(value)) return partText(value as SaidPart, format, speech);
  const parts = (value as readonly SaidPart[]).map((part) => partText(part, format, speech));
  const joint = JOINTS[format];
  return joint === undefined ? listOf(speech.language, parts) : parts.join(joint);
}

function countOf(value: SaidValue): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' ? value : 1;
}

function partText(part: SaidPart, format: string, speech: Speech): string {
  if (typeof part === 'string') return part;
  if (typeof part === 'number') return (FORMATS[format] ?? plain)(part, speech.language);
  const text = renderSaid(part, speech);
  if (text === null) speech.isKnown = false;
  return format === 'sentence' ? asSentence(text ?? '', part, speech) : (text ?? '');
}

/** A clause on its own; what begins with a name keeps it as it is written. */
function asSentence(text: string, { key }: Said, { catalogue }: Speech): string {
  const isName = catalogue[key]?.startsWith('{') === true;
  return `${isName ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`}.`;
}

const JOINTS: Readonly<Record<string, string>> = { comma: ', ', semicolon: '; ', space: ' ' };

function formatBy(name: string): string {
  return name.endsWith('Ms') ? 'seconds' : name.endsWith('Ratio') ? 'percent' : 'plain';
}

const FORMATS: Readonly<Record<string, (value: number, language: Language) => string>> = {
  /** 0.053 → `5.3 %`. */
  percent: (ratio, language) => `${plain(Number((100 * ratio).toPrecision(2)), language)} %`,
  /** 2100 → `2.1 s`. */
  seconds: (ms, language) => `${plain(Number((ms / 1_000).toFixed(1)), language)} s`,
  ms: (ms, language) => `${plain(ms, language)} ms`,
  /** 120000 → `2m`; in Dutch `2 min`. */
  span: (ms, language) =>
    language === 'en' ? formatDuration(ms) : createFormat(language).duration(ms),
  /** 90000 → `1m30s`; 0.42 → `42 %`; 7.61 → `7.6/s`: as on screens. */
  age: (ms, language) => figuresIn(language).span(ms),
  part: (ratio, language) => figuresIn(language).percent(ratio),
  rate: (perSecond, language) => figuresIn(language).rate(perSecond),
};

/** No separators of thousands: `1.230` is read in two ways. */
function plain(value: number, language: Language): string {
  const text = String(value);
  return language === 'nl' ? text.replace('.', ',') : text;
}
