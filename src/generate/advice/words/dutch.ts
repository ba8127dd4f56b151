import type { Words } from './words.ts';
import { AVAILABILITY } from './nl/availability.ts';
import { BALANCING } from './nl/balancing.ts';
import { CAPACITY } from './nl/capacity.ts';
import { CHECKS } from './nl/checks.ts';
import { COMPARISON } from './nl/comparison.ts';
import { FAILOVER } from './nl/failover.ts';
import { ASSUMPTIONS, DESIGN, EVENTS, LEVERS } from './nl/names.ts';
import { DRILLS, RISKS, ROLLOUT } from './nl/plans.ts';
import { SITUATION } from './nl/situation.ts';
import { SUMMARY } from './nl/summary.ts';
import { TRACE_SECTION, TRACE_WORDS } from './nl/traces.ts';

export const DUTCH: Words = {
  summary: SUMMARY,
  situation: SITUATION,
  balancing: BALANCING,
  checks: CHECKS,
  failover: FAILOVER,
  capacity: CAPACITY,
  availability: AVAILABILITY,
  comparison: COMPARISON,
  risks: RISKS,
  drills: DRILLS,
  rollout: ROLLOUT,
  traceSection: TRACE_SECTION,
  traces: TRACE_WORDS,
  events: EVENTS,
  design: DESIGN,
  levers: LEVERS,
  assumptions: ASSUMPTIONS,
};
