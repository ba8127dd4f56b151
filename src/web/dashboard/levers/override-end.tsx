/** The button that ends an override. */

import type { Override } from '../../../model/override.ts';
import { may } from '../state/session.ts';
import { words } from '../words/words.ts';
import { askToEnd } from './actions.ts';

export function OverrideEndButton({ override }: { readonly override: Override }) {
  return (
    <button type="button" disabled={!may('operator')} onClick={() => askToEnd(override)}>
      {words.value.overrides.end}
    </button>
  );
}
