import type { Rule } from '../../contract.ts';
import { thresholdNeverMet } from './balancing/threshold-never-met.ts';

export const KONG_RULES: readonly Rule[] = [thresholdNeverMet];
