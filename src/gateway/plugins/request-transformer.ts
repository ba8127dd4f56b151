/** Kong's `request-transformer`: headers only; body, query string and templates are not supported. */

import type { KongPlugin } from '../entities/types.ts';
import { headerChanges } from './header-changes.ts';
import type { RequestPlugin } from './request-plugin.ts';

export function requestTransformer(plugin: KongPlugin): RequestPlugin {
  const change = headerChanges(plugin.config);
  return {
    access(context) {
      change(context.upstreamHeaders);
      return null;
    },
  };
}
