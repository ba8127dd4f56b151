/** What a person has chosen to look at, and how each key changes it. Plain data, replaced and not mutated. */

export type SortKey = 'attention' | 'name' | 'demand' | 'failing' | 'budget';

const SORT_KEYS: readonly SortKey[] = ['attention', 'name', 'demand', 'failing', 'budget'];

export interface TopView {
  readonly sort: SortKey;
  /** Part of a service's name, in any case. */
  readonly filter: string;
  /** Keys go into the filter. */
  readonly isTyping: boolean;
  readonly isPaused: boolean;
  readonly isHelp: boolean;
  /** Line of the list; may lie beyond its end, where the last one is meant. */
  readonly selected: number;
  /** The service that is shown by itself; `null` for the list. */
  readonly detail: string | null;
  /** First line of the detail that is shown. */
  readonly scroll: number;
  readonly isOver: boolean;
}

export const FIRST_VIEW: TopView = {
  sort: 'attention',
  filter: '',
  isTyping: false,
  isPaused: false,
  isHelp: false,
  selected: 0,
  detail: null,
  scroll: 0,
  isOver: false,
};

/** A key as node:readline names it; `text` is what it types. */
export interface Key {
  readonly name: string;
  readonly text: string;
  readonly ctrl: boolean;
}

export interface KeyContext {
  /** Services in the order of the list. */
  readonly services: readonly string[];
  /** Lines that a page has. */
  readonly page: number;
}

export function pressKey(view: TopView, key: Key, context: KeyContext): TopView {
  if (key.ctrl && (key.name === 'c' || key.name === 'd')) return { ...view, isOver: true };
  if (view.isTyping) return typeFilter(view, key);
  const selected = Math.max(0, Math.min(view.selected, context.services.length - 1));
  switch (key.name) {
    case 'q':
      return { ...view, isOver: true };
    case 's': {
      const next = (SORT_KEYS.indexOf(view.sort) + 1) % SORT_KEYS.length;
      return { ...view, sort: SORT_KEYS[next] ?? 'attention', selected: 0 };
    }
    case 'p':
    case 'space':
      return { ...view, isPaused: !view.isPaused };
    case 'up':
    case 'k':
      return move(view, selected, -1);
    case 'down':
    case 'j':
      return move(view, selected, 1);
    case 'pageup':
      return move(view, selected, -context.page);
    case 'pagedown':
      return move(view, selected, context.page);
    case 'return':
    case 'enter':
    case 'right':
      return { ...view, detail: view.detail ?? context.services[selected] ?? null, scroll: 0 };
    case 'left':
    case 'backspace':
      return { ...view, detail: null, isHelp: false };
    case 'escape':
      if (view.detail !== null || view.isHelp) return { ...view, detail: null, isHelp: false };
      return { ...view, filter: '' };
    default:
      return pressSign(view, key.text);
  }
}

function pressSign(view: TopView, text: string): TopView {
  if (text === '/') return { ...view, isTyping: true, detail: null };
  if (text === '?' || text === 'h') return { ...view, isHelp: !view.isHelp };
  return view;
}

function move(view: TopView, selected: number, by: number): TopView {
  if (view.detail !== null) return { ...view, scroll: Math.max(0, view.scroll + by) };
  return { ...view, selected: Math.max(0, selected + by) };
}

const FILTER_LENGTH = 60;

function typeFilter(view: TopView, { name, text }: Key): TopView {
  if (name === 'return' || name === 'enter') return { ...view, isTyping: false };
  if (name === 'escape') return { ...view, isTyping: false, filter: '' };
  if (name === 'backspace') return { ...view, filter: view.filter.slice(0, -1), selected: 0 };
  if (text.length !== 1 || text < ' ' || view.filter.length >= FILTER_LENGTH) return view;
  return { ...view, filter: view.filter + text, selected: 0 };
}
