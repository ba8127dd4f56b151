/** Why it would be refused; and, for admins, the box that forces it all the same. */

import type { LeverPreview } from '../../../operations/contract.ts';
import { Reasons } from '../parts/problem-box.tsx';
import { may } from '../state/session.ts';
import { words } from '../words/words.ts';

interface Props {
  readonly refusals: LeverPreview['refusals'];
  readonly force: boolean;
  readonly onForce: (force: boolean) => void;
}

export function Refusals({ refusals, force, onForce }: Props) {
  const t = words.value.lever;
  if (refusals.length === 0) return null;
  return (
    <div class="box problem" role="alert">
      <h3>{t.refusals}</h3>
      <Reasons reasons={refusals.map(({ sentence }) => sentence)} />
      {mayForce(refusals) && (
        <label class="check">
          <input
            type="checkbox"
            checked={force}
            onChange={({ currentTarget }) => onForce(currentTarget.checked)}
          />
          <span>{t.force}</span>
        </label>
      )}
    </div>
  );
}

/** Some hold whoever asks. */
function mayForce(refusals: Props['refusals']): boolean {
  return may('admin') && refusals.every(({ isAbsolute }) => isAbsolute !== true);
}
