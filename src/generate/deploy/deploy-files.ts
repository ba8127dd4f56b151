/** What it takes to run Ballast: an image to build, and two ways to run it. */

import type { Strategy } from '../../model/strategy.ts';
import type { GeneratedFile } from '../kong-files.ts';
import { renderCompose } from './compose.ts';
import { DOCKERFILE } from './image.ts';
import { renderDeployManifests } from './kubernetes.ts';

export function renderDeployFiles(
  strategy: Strategy,
  strategyText: string,
): readonly GeneratedFile[] {
  return [
    { path: 'Dockerfile', text: DOCKERFILE },
    { path: 'compose.yaml', text: renderCompose(strategy) },
    { path: 'kubernetes.yaml', text: renderDeployManifests(strategy, strategyText) },
  ];
}
