/**
 * The words of the advice page. Each language fills in the whole table, so a missing message does not
 * compile; numbers arrive formatted.
 */

import type { Algorithm, Failover } from '../../model/strategy.ts';
import type { CapacityRow } from './capacity.ts';
import type { FailureKind } from './failures.ts';

export interface Messages {
  title(name: string): string;
  intro: string;
  inShort: string;
  budget(text: { services: string; availability: string; window: string; budget: string }): string;
  kongAlone(text: { refused: string; hanging: string }): string;
  withBallast(text: {
    target: string;
    region: string;
    targetRatio: string;
    regionRatio: string;
  }): string;
  capacityOk: string;
  capacityShort(services: string): string;
  capacityUnknown(services: string): string;
  gatewaysInOneRegion(text: { gateways: string; region: string }): string;

  balancing: string;
  /** Service, method, failover, share. */
  balancingHead: readonly string[];
  why(algorithm: string): string;
  algorithm: Readonly<Record<Algorithm['kind'], string>>;
  mode: Readonly<Record<Failover['mode'], string>>;
  lastResort: string;
  twoLevels: string;
  twoLevelsReason: string;
  flatLeastConnections: string;
  latencyRefused: string;

  checks: string;
  checksIntro: string;
  checksHead: readonly string[];
  probe(text: { path: string; interval: string; timeout: string }): string;
  tries(text: { tries: string; timeout: string; all: string; deadline: string }): string;
  overload: string;
  tooSlow(text: { service: string; all: string; deadline: string }): string;

  failures: string;
  failuresIntro(text: { person: string }): string;
  failuresHead: readonly string[];
  failure: Readonly<Record<FailureKind, string>>;
  callers: Readonly<Record<FailureKind, string>>;
  never: string;
  budgetUse(text: { seconds: string; percent: string }): string;
  rates(rates: string): string;
  rate(text: { service: string; rps: string }): string;

  timeline: string;
  timelineSame: string;
  fault: string;
  kongOut(text: { after: string }): string;
  evacuated: string;
  healed: string;
  hold(text: { hold: string; max: string }): string;
  steps(text: { steps: string; dwell: string; requests: string }): string;
  returned(text: { total: string }): string;
  relapse: string;
  manualReturn: string;

  capacity: string;
  capacityHead: readonly string[];
  verdict: Readonly<Record<CapacityRow['verdict'], string>>;
  rps(value: string): string;
  notStated: string;
  capacityNote(text: { ceiling: string }): string;
  whenShort: Readonly<Record<Failover['whenCapacityIsShort'], string>>;

  notCovered: string;
  notCoveredItems: readonly string[];
}
