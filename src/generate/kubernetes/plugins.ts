/** Kong plugins as objects of the Kong Ingress Controller. */

import type { DeclarativePlugin } from '../../model/kong-declarative.ts';
import { MANAGED, type Manifest } from './manifest.ts';

/** A plugin that routes name in their annotation. */
export function renderPlugin(
  { name: plugin, config }: DeclarativePlugin,
  metadata: { readonly name: string; readonly namespace?: string },
): Manifest {
  return {
    apiVersion: 'configuration.konghq.com/v1',
    kind: 'KongPlugin',
    metadata: { ...metadata, labels: MANAGED },
    plugin,
    config,
  };
}

/** A plugin for everything that this controller's class serves. */
export function renderGlobalPlugin({ name: plugin, config }: DeclarativePlugin): Manifest {
  return {
    apiVersion: 'configuration.konghq.com/v1',
    kind: 'KongClusterPlugin',
    metadata: {
      name: `ballast-${plugin}`,
      labels: { ...MANAGED, global: 'true' },
      annotations: { 'kubernetes.io/ingress.class': 'kong' },
    },
    plugin,
    config,
  };
}
