/** What each node says of each target. */

import type { Path } from '../../../../lib/path.ts';
import type { KongTargetView } from '../../../../model/kong.ts';
import type { LiveInput, LiveUpstream } from '../../../inputs/live.ts';

export interface ViewEntry {
  readonly upstream: LiveUpstream;
  readonly nodeId: string;
  readonly target: KongTargetView;
  readonly place: { readonly file: string; readonly path: Path };
}

export function* eachView({ file, facts }: LiveInput): Generator<ViewEntry> {
  for (const upstream of facts.upstreams) {
    for (const { nodeId, targets } of upstream.views) {
      for (const target of targets) {
        const path = ['upstreams', upstream.name, target.target];
        yield { upstream, nodeId, target, place: { file, path } };
      }
    }
  }
}
