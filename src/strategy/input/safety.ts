/** `safety` of the file: what people's levers and drills may not do unless an admin forces it. */

import { z } from 'zod';
import { weeklyWindow } from './common.ts';
import { optional } from './fields.ts';

/** One whole evacuation a minute is no limit any more. */
const MAX_MOVED = 60;

export const safetySchema = z.strictObject({
  maxMovedPerHour: optional(
    z.number().min(0).max(MAX_MOVED),
    'How often levers may take the whole traffic of a service away from where it is, within an hour; half of it counts half. What Ballast moves by itself is not counted.',
    'safety.maxMovedPerHour',
  ),
  blockedLevers: optional(
    z.array(weeklyWindow).max(50),
    'Times of the week in which no lever is set; one in force goes on, and a freeze may always be set.',
  ),
  blockedDrills: optional(
    z.array(weeklyWindow).max(50),
    'Times of the week in which no drill begins.',
  ),
});
