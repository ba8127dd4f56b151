/**
 * Which alert silences which: one fault is one message. Data, so that a test can hold every name
 * against the catalogue.
 */

import type { AlertName } from '../alerts.ts';

export interface Inhibition {
  /** Why the silenced ones tell nothing new. */
  readonly because: string;
  readonly source: readonly AlertName[];
  readonly silenced: readonly AlertName[];
  /** Labels in which both must agree, beside `strategy`. */
  readonly equal: readonly string[];
}

export const INHIBITIONS: readonly Inhibition[] = [
  {
    because: 'A region that is out has its targets out.',
    source: ['BallastRegionDown'],
    silenced: [
      'BallastTargetEjected',
      'BallastEjectionRefused',
      'BallastStandbyNotReady',
      'BallastEvacuationRefused',
    ],
    equal: ['service', 'region'],
  },
  {
    because: 'Kong sees the same region down that Ballast has left.',
    source: ['BallastRegionDown'],
    silenced: ['BallastRegionUnhealthyInKong'],
    equal: ['region'],
  },
  {
    because: 'With a region out there is no reserve.',
    source: ['BallastRegionDown'],
    silenced: ['BallastRegionCapacityLost'],
    equal: ['service'],
  },
  {
    because: 'The fastest burn says it all.',
    source: ['BallastBudgetBurn14x'],
    silenced: ['BallastBudgetBurn6x', 'BallastBudgetBurn3x', 'BallastBudgetBurn1x'],
    equal: ['service'],
  },
  {
    because: 'The faster burn says it.',
    source: ['BallastBudgetBurn6x'],
    silenced: ['BallastBudgetBurn3x', 'BallastBudgetBurn1x'],
    equal: ['service'],
  },
  {
    because: 'The faster burn says it.',
    source: ['BallastBudgetBurn3x'],
    silenced: ['BallastBudgetBurn1x'],
    equal: ['service'],
  },
  {
    because: 'Ballast’s histogram is exact, Kong’s is not.',
    source: ['BallastLatencyObjectiveMissed'],
    silenced: ['BallastLatencyObjectiveMissedKong'],
    equal: ['service', 'quantile', 'limit'],
  },
  {
    because: 'With no Ballast at all each replica is down.',
    source: ['BallastDown'],
    silenced: ['BallastReplicaDown'],
    equal: [],
  },
  {
    because: 'A write that fails is a gateway that fails.',
    source: ['BallastWriteFailures'],
    silenced: ['BallastGatewayFailing'],
    equal: ['gateway'],
  },
  {
    because: 'A Kong that does not answer exports nothing.',
    source: ['BallastKongDown'],
    silenced: ['BallastKongMetricsMissing'],
    equal: [],
  },
];
