/** Kong's `response-transformer`: headers only; its JSON body changes are not supported. */

import type { KongPlugin } from '../entities/types.ts';
import { headerChanges } from './header-changes.ts';
import type { RequestPlugin } from './request-plugin.ts';

export function responseTransformer(plugin: KongPlugin): RequestPlugin {
  return { headerFilter: headerChanges(plugin.config) };
}
