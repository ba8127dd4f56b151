/** Every route of the API that answers once; the stream and the health pages are beside it. */

import type { ApiRoute } from '../route.ts';
import { CHECK_ROUTES } from './checks.ts';
import { CONFIRMATION_ROUTES } from './confirmations.ts';
import { DRILL_ROUTES } from './drills.ts';
import { HISTORY_ROUTES } from './history.ts';
import { LEVER_ROUTES } from './levers.ts';
import { POST_MORTEM_ROUTES } from './post-mortems.ts';
import { STATUS_ROUTES } from './status.ts';
import { WHAT_IF_ROUTES } from './what-if.ts';

export const API_ROUTES: readonly ApiRoute[] = [
  ...STATUS_ROUTES,
  ...LEVER_ROUTES,
  ...CONFIRMATION_ROUTES,
  ...HISTORY_ROUTES,
  ...DRILL_ROUTES,
  ...WHAT_IF_ROUTES,
  ...CHECK_ROUTES,
  ...POST_MORTEM_ROUTES,
];
