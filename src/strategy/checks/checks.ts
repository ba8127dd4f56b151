/** All checks of meaning. Add one = one file or function + one row. */

import type { Check } from './check.ts';

export const CHECKS: readonly Check[] = [];
