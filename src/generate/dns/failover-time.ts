/**
 * How long clients of a lost gateway are lost: Route 53 notices, then resolvers forget.
 *
 *     worst = failure threshold × interval + (4 s to connect + 2 s to answer) + TTL
 *
 * The 4 s and 2 s are Route 53's limits for one check (docs.aws.amazon.com, "How Amazon Route 53
 * determines whether a health check is healthy"). Clients that keep addresses longer than the TTL, and
 * connections that stay open without an answer, come on top.
 */

import type { Strategy } from '../../model/strategy.ts';

/** Fast checks; the other choice is 30. */
export const INTERVAL_S = 10;
/** Two in a row: one lost packet moves nobody. */
export const FAILURE_THRESHOLD = 2;
/** Resolvers ask twice a minute for each client population; shorter costs queries and gains little. */
export const TTL_S = 30;
const CONNECT_S = 4;
const ANSWER_S = 2;

export interface FailoverTime {
  readonly noticedS: number;
  readonly worstS: number;
  /** Seconds of full outage that the strictest objective allows in its window. */
  readonly budgetS: number;
  /** Part (0–1, or more) of that budget that one lost gateway costs all its clients. */
  readonly budgetRatio: number;
}

function failoverTimeOf({ services }: Pick<Strategy, 'services'>): FailoverTime {
  const noticedS = FAILURE_THRESHOLD * INTERVAL_S + CONNECT_S + ANSWER_S;
  const worstS = noticedS + TTL_S;
  const budgets = services.map(
    ({ objective }) => ((1 - objective.availabilityRatio) * objective.windowMs) / 1_000,
  );
  const budgetS = Math.round(Math.min(...budgets));
  return { noticedS, worstS, budgetS, budgetRatio: worstS / budgetS };
}

/** The sum as a sentence, for comments and pages. */
export function failoverArithmetic(strategy: Pick<Strategy, 'services'>): string {
  const { noticedS, worstS, budgetS, budgetRatio } = failoverTimeOf(strategy);
  return `noticed after at most ${FAILURE_THRESHOLD} x ${INTERVAL_S} s + ${CONNECT_S} s to connect + ${ANSWER_S} s to answer = ${noticedS} s,
forgotten by resolvers after ${TTL_S} s more: ${worstS} s, which is ${Math.round(budgetRatio * 100)}% of the ${budgetS} s of full outage
that the strictest objective allows in its window`;
}
