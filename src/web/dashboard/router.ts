/**
 * Where in the page we are, kept behind the `#`: it works behind any prefix and from any server, and
 * a link to it can be mailed.
 */

import { signal } from '@preact/signals';

export const PAGES = [
  'overview',
  'timeline',
  'overrides',
  'what-if',
  'drills',
  'settings',
  'audit',
] as const;

export type PageName = (typeof PAGES)[number];

export type Route =
  | { readonly page: PageName; readonly query: Readonly<Record<string, string>> }
  | { readonly page: 'service'; readonly service: string }
  | { readonly page: 'explain'; readonly subject: string }
  | { readonly page: 'drill'; readonly id: string }
  | { readonly page: 'post-mortem'; readonly id: string };

export const route = signal<Route>(parseRoute(location.hash));

addEventListener('hashchange', () => {
  route.value = parseRoute(location.hash);
});

function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [first = '', rest] = path.split('/');
  const name = decode(rest ?? '');
  if (name !== '') {
    if (first === 'service') return { page: 'service', service: name };
    if (first === 'explain') return { page: 'explain', subject: name };
    if (first === 'drills') return { page: 'drill', id: name };
    if (first === 'post-mortems') return { page: 'post-mortem', id: name };
  }
  const query = Object.fromEntries(new URLSearchParams(search));
  return { page: PAGES.find((page) => page === first) ?? 'overview', query };
}

export function hrefOf(to: Route): string {
  if (to.page === 'service') return `#/service/${encodeURIComponent(to.service)}`;
  if (to.page === 'explain') return `#/explain/${encodeURIComponent(to.subject)}`;
  if (to.page === 'drill') return `#/drills/${encodeURIComponent(to.id)}`;
  if (to.page === 'post-mortem') return `#/post-mortems/${encodeURIComponent(to.id)}`;
  const search = new URLSearchParams(to.query).toString();
  return `#/${to.page}${search === '' ? '' : `?${search}`}`;
}

export function pageHref(page: PageName, query: Readonly<Record<string, string>> = {}): string {
  return hrefOf({ page, query });
}

/** A name that somebody typed may be no valid encoding. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
