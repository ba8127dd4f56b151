/** Every rule, by code. A folder of rules lists its own. */

import type { Rule } from './contract.ts';
import { CLAIM_RULES } from './rules/claims/index.ts';
import { DNS_RULES } from './rules/dns/index.ts';
import { KONG_RULES } from './rules/kong/index.ts';
import { LIVE_RULES } from './rules/live/index.ts';
import { NGINX_RULES } from './rules/nginx/index.ts';
import { PROMETHEUS_RULES } from './rules/prometheus/index.ts';
import { STRATEGY_RULES } from './rules/strategy/index.ts';

export const RULES: readonly Rule[] = [
  ...KONG_RULES,
  ...NGINX_RULES,
  ...STRATEGY_RULES,
  ...PROMETHEUS_RULES,
  ...LIVE_RULES,
  ...DNS_RULES,
  ...CLAIM_RULES,
].toSorted((a, b) => (a.code < b.code ? -1 : 1));
