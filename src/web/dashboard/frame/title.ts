/** What a page is called, in the title, the heading and the menu. */

import type { Route } from '../router.ts';
import { words } from '../words/words.ts';

export function titleOf(route: Route): string {
  const { pages } = words.value;
  if (route.page === 'service') return pages.service(route.service);
  if (route.page === 'explain') return pages.explain(route.subject);
  return pages[route.page];
}
