import type { Rule } from '../../contract.ts';

export const CLAIM_RULES: readonly Rule[] = [];
