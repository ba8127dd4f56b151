/** What a page is called, in the title, the heading and the menu. */

import type { Route } from '../router.ts';
import { words } from '../words/words.ts';

export function titleOf(route: Route): string {
  const { pages } = words.value;
  switch (route.page) {
    case 'service':
      return pages.service(route.service);
    case 'explain':
      return pages.explain(route.subject);
    case 'drill':
      return pages.drill;
    default:
      return pages[route.page];
  }
}
