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
  for (const [index, upstream] of facts.upstreams.entries()) {
    for (const [view, { nodeId, targets }] of upstream.views.entries()) {
      for (const [position, target] of targets.entries()) {
        const path = ['upstreams', index, 'views', view, 'targets', position];
        yield { upstream, nodeId, target, place: { file, path } };
      }
    }
  }
}
