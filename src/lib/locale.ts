/** Numbers and durations as a reader of that language writes them, without `Intl` (style rule 18). */

export type Language = 'en' | 'nl';

export interface Format {
  readonly number: (value: number, digits?: number) => string;
  /** 0.01 → `1 %`; two significant digits below 10 %. */
  readonly percent: (ratio: number) => string;
  /** Below a minute in seconds with at most one decimal, else in minutes, hours and days. */
  readonly duration: (durationMs: number) => string;
}

const UNITS: Readonly<Record<Language, { decimal: string; hour: string; day: string }>> = {
  en: { decimal: '.', hour: 'h', day: 'days' },
  nl: { decimal: ',', hour: 'uur', day: 'dagen' },
};

export function createFormat(language: Language): Format {
  const { decimal, hour, day } = UNITS[language];
  const number = (value: number, digits = 0) =>
    String(Number(value.toFixed(digits))).replace('.', decimal);
  return {
    number,
    percent: (ratio) => `${number(Number((ratio * 100).toPrecision(6)), 3)} %`,
    duration(durationMs) {
      if (durationMs > 0 && durationMs < 100) return `< ${number(0.1, 1)} s`;
      if (durationMs < 60_000) return `${number(durationMs / 1_000, 1)} s`;
      const seconds = Math.round(durationMs / 1_000);
      const parts: [number, string][] = [
        [Math.floor(seconds / 86_400), day],
        [Math.floor(seconds / 3_600) % 24, hour],
        [Math.floor(seconds / 60) % 60, 'min'],
        [seconds % 60, 's'],
      ];
      const text = parts.filter(([amount]) => amount > 0).slice(0, 2);
      return text.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
    },
  };
}
