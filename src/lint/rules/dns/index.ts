import type { Rule } from '../../contract.ts';

export const DNS_RULES: readonly Rule[] = [];
