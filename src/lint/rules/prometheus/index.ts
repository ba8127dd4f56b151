import type { Rule } from '../../contract.ts';

export const PROMETHEUS_RULES: readonly Rule[] = [];
