/** All bars, in the order of the table that they come from. */

import type { Bar } from './bar.ts';
import { BALANCE_BARS } from './balance.ts';
import { ERROR_BARS } from './errors.ts';
import { REGION_BARS } from './regions.ts';

export const BARS: readonly Bar[] = [...ERROR_BARS, ...BALANCE_BARS, ...REGION_BARS];
