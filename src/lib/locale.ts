/**
 * Numbers, durations, dates and plurals as a reader of that language writes them, without `Intl`
 * (style rule 18): the same bytes on every machine.
 */

export type Language = 'en' | 'nl';

export const LANGUAGES: readonly Language[] = ['en', 'nl'];

export interface Format {
  /** 1234.5 → `1,234.5` or `1.234,5`; at most `digits` decimals, 0 unless told. */
  readonly number: (value: number, digits?: number) => string;
  /** 0.01 → `1 %`; at most three decimals. */
  readonly percent: (ratio: number) => string;
  /** Below a minute in seconds with at most one decimal, else in minutes, hours and days. */
  readonly duration: (durationMs: number) => string;
}

/** What a count is called: English and Dutch have two forms. `{n}` stands for the number. */
export interface PluralForms {
  readonly one: string;
  readonly other: string;
}

interface Units {
  readonly decimal: string;
  readonly thousands: string;
  readonly hour: string;
  readonly day: PluralForms;
}

const UNITS: Readonly<Record<Language, Units>> = {
  en: { decimal: '.', thousands: ',', hour: 'h', day: { one: 'day', other: 'days' } },
  nl: { decimal: ',', thousands: '.', hour: 'uur', day: { one: 'dag', other: 'dagen' } },
};

export function createFormat(language: Language): Format {
  const { decimal, thousands, hour, day } = UNITS[language];
  const number = (value: number, digits = 0) => {
    const [whole = '0', fraction] = plain(value, digits).split('.');
    const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, thousands);
    return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
  };
  return {
    number,
    percent: (ratio) => `${number(Number((ratio * 100).toPrecision(6)), 3)} %`,
    duration(durationMs) {
      if (durationMs > 0 && durationMs < 100) return `< ${number(0.1, 1)} s`;
      if (durationMs < 59_950) return `${number(durationMs / 1_000, 1)} s`;
      const seconds = Math.round(durationMs / 1_000);
      const days = Math.floor(seconds / 86_400);
      const parts: [number, string][] = [
        [days, days === 1 ? day.one : day.other],
        [Math.floor(seconds / 3_600) % 24, hour],
        [Math.floor(seconds / 60) % 60, 'min'],
        [seconds % 60, 's'],
      ];
      const text = parts.filter(([amount]) => amount > 0).slice(0, 2);
      return text.map(([amount, unit]) => `${number(amount)} ${unit}`).join(' ');
    },
  };
}

/** The form for a count, with `{n}` still in it: for numbers that are written in another way. */
export function pluralForm(count: number, forms: PluralForms): string {
  return count === 1 ? forms.one : forms.other;
}

/** `plural('nl', 2, { one: '{n} regio', other: '{n} regio’s' })` → `2 regio’s`. */
export function plural(language: Language, count: number, forms: PluralForms): string {
  return pluralForm(count, forms).replaceAll('{n}', createFormat(language).number(count, 3));
}

/** `a, b and c`; `a, b en c`. */
export function listOf(language: Language, words: readonly string[]): string {
  const [last = ''] = words.slice(-1);
  const before = words.slice(0, -1);
  if (before.length === 0) return last;
  return `${before.join(', ')} ${AND[language]} ${last}`;
}

const AND: Readonly<Record<Language, string>> = { en: 'and', nl: 'en' };

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  nl: [
    'januari',
    'februari',
    'maart',
    'april',
    'mei',
    'juni',
    'juli',
    'augustus',
    'september',
    'oktober',
    'november',
    'december',
  ],
};

/** `2026-11-02` → `2 November 2026`, `2 november 2026`; `null` for what is no such date. */
export function formatDate(language: Language, date: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const [year, month, day] = (match ?? []).slice(1).map(Number);
  const name = MONTHS[language][(month ?? 0) - 1];
  if (name === undefined || day === undefined || day < 1 || day > 31) return null;
  return `${day} ${name} ${year}`;
}

/** Without exponent, at most `digits` decimals, no zeros at the end. */
function plain(value: number, digits: number): string {
  const text = value.toFixed(digits);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}
