/** Kubernetes objects as data, and files of them. */

import type { Comment } from '../comment.ts';
import { renderYaml } from '../render-yaml.ts';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface CommentedManifest {
  readonly manifest: Manifest;
  readonly comments?: readonly Comment[];
}

/** On every object, so that `kubectl get -l` and `--prune` find what was generated. */
export const MANAGED = { 'app.kubernetes.io/managed-by': 'ballast-generate' } as const;

/** One YAML document per object; the header stands above the first. */
export function renderManifests(header: string, manifests: readonly CommentedManifest[]): string {
  const documents = manifests.map(({ manifest, comments = [] }, index) =>
    renderYaml(manifest, { header: index === 0 ? header : '', comments }),
  );
  return documents.join('---\n');
}
