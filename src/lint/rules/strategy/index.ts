import type { Rule } from '../../contract.ts';

export const STRATEGY_RULES: readonly Rule[] = [];
