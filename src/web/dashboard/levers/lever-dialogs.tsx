/** The dialogs of levers, whichever is open. */

import { LeverForm } from './lever-form.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { leverSeed, question } from './state.ts';

export function LeverDialogs() {
  const seed = leverSeed.value;
  const asked = question.value;
  return (
    <>
      {seed !== null && <LeverForm seed={seed} onClose={() => (leverSeed.value = null)} />}
      {asked !== null && <ReasonDialog asked={asked} onClose={() => (question.value = null)} />}
    </>
  );
}
