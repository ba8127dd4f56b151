/** `objective`: how good the service must be. */

import { z } from 'zod';
import { quantile, requestTime, share, windowTime } from './common.ts';
import { optional } from './fields.ts';

export const objectiveSchema = z.strictObject({
  availability: optional(
    share,
    'Share of the requests that must be answered as expected.',
    'objective.availability',
  ),
  window: optional(windowTime, 'Time over which the error budget is counted.', 'objective.window'),
  latency: optional(
    z.record(quantile, requestTime),
    'Wanted latency by quantile: `p99: 300ms` means that 99 % of the answers are faster.',
  ),
});
