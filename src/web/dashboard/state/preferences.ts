/** Theme and language: the browser's wish unless this person chose; kept on this machine. */

import { effect, signal } from '@preact/signals';
import { LANGUAGES, type Language } from '../../../lib/locale.ts';

export type Theme = 'auto' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const THEME_KEY = 'ballast.theme';
const LANGUAGE_KEY = 'ballast.language';

export const theme = signal<Theme>(
  THEMES.find((each) => each === localStorage.getItem(THEME_KEY)) ?? 'auto',
);
export const language = signal<Language>(
  LANGUAGES.find((each) => each === localStorage.getItem(LANGUAGE_KEY)) ??
    (navigator.language.startsWith('nl') ? 'nl' : 'en'),
);

export function chooseTheme(next: Theme): void {
  theme.value = next;
  localStorage.setItem(THEME_KEY, next);
}

export function chooseLanguage(next: Language): void {
  language.value = next;
  localStorage.setItem(LANGUAGE_KEY, next);
}

effect(() => {
  const root = document.documentElement;
  root.lang = language.value;
  root.dataset['theme'] = theme.value;
});
