/**
 * Targets → samples. In a very large strategy only those targets about which there is something to
 * say have series: out or on trial, trimmed, or with a node that uses another weight than was written.
 */

import type { RegionStatus, TargetStatus } from '../../model/status.ts';
import { optionalSample, type Sample, sample } from './sample.ts';

const ROTATIONS: readonly TargetStatus['rotation'][] = ['in', 'out', 'trial'];

export function targetSamples(
  service: string,
  { region, targets }: RegionStatus,
  { perTarget }: { readonly perTarget: boolean },
): readonly Sample[] {
  return targets
    .filter((target) => perTarget || isNoteworthy(target))
    .flatMap((target) => {
      const labels = { service, region, target: target.target };
      return [
        ...ROTATIONS.map((rotation) =>
          sample(
            'ballast_target_rotation',
            { ...labels, rotation },
            target.rotation === rotation ? 1 : 0,
          ),
        ),
        sample('ballast_target_trim_ratio', labels, target.trimRatio ?? 1),
        ...target.weights.flatMap(({ gateway, desired, applied, observed }) => [
          sample('ballast_target_weight_desired', { gateway, ...labels }, desired),
          ...optionalSample('ballast_target_weight_applied', { gateway, ...labels }, applied),
          ...observed.flatMap(({ nodeId, weight }) =>
            optionalSample(
              'ballast_target_weight_observed',
              { gateway, ...labels, node: nodeId },
              weight,
            ),
          ),
        ]),
      ];
    });
}

function isNoteworthy({ rotation, trimRatio, weights }: TargetStatus): boolean {
  const differs = weights.some(({ applied, observed }) =>
    observed.some(({ weight }) => weight !== null && applied !== null && weight !== applied),
  );
  return rotation !== 'in' || trimRatio !== undefined || differs;
}
