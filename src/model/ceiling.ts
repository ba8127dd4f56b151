/**
 * Above this part of its stated capacity a region is not filled (guarantee G3, control law 9 i-6):
 * queues grow without bound near 1.
 */
export const CAPACITY_CEILING_RATIO = 0.85;
