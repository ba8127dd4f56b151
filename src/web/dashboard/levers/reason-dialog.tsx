/** Asks for a reason, does it, and tells when it was not done. */

import { useState } from 'preact/hooks';
import type { Problem } from '../api/client.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { waitsForSecond } from '../state/confirmations.ts';
import { problemIn } from '../state/resource.ts';
import { words } from '../words/words.ts';
import type { Question } from './state.ts';

interface Props {
  readonly asked: Question;
  readonly onClose: () => void;
}

export function ReasonDialog({ asked, onClose }: Props) {
  const t = words.value.lever;
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy || reason.trim() === '') return;
    setBusy(true);
    setProblem(null);
    try {
      await asked.run(reason.trim());
      onClose();
    } catch (error) {
      const found = problemIn(error);
      if (waitsForSecond(found)) onClose();
      setProblem(found);
      setBusy(false);
    }
  };
  return (
    <Dialog title={asked.title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {asked.hint !== null && <p>{asked.hint}</p>}
        <ReasonField value={reason} onInput={setReason} />
        {problem !== null && <ProblemBox problem={problem} />}
        <div class="buttons">
          <button type="submit" class="primary" disabled={isBusy}>
            {asked.verb}
          </button>
          <button type="button" onClick={onClose}>
            {t.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const REASON_MAX_CHARS = 500;

interface ReasonProps {
  readonly value: string;
  readonly onInput: (reason: string) => void;
}

export function ReasonField({ value, onInput }: ReasonProps) {
  const t = words.value.lever;
  return (
    <Field label={t.reason}>
      <input
        type="text"
        name="reason"
        required
        maxLength={REASON_MAX_CHARS}
        placeholder={t.reasonHint}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Field>
  );
}
