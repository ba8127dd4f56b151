import type { Rule } from '../../contract.ts';

export const LIVE_RULES: readonly Rule[] = [];
