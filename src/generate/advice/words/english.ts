import { AVAILABILITY } from './en/availability.ts';
import { BALANCING } from './en/balancing.ts';
import { CAPACITY } from './en/capacity.ts';
import { CHECKS } from './en/checks.ts';
import { COMPARISON } from './en/comparison.ts';
import { FAILOVER } from './en/failover.ts';
import { ASSUMPTIONS, DESIGN, EVENTS, LEVERS } from './en/names.ts';
import { DRILLS, RISKS, ROLLOUT } from './en/plans.ts';
import { SITUATION } from './en/situation.ts';
import { SUMMARY } from './en/summary.ts';
import { TRACE_SECTION, TRACE_WORDS } from './en/traces.ts';

export const ENGLISH = {
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
