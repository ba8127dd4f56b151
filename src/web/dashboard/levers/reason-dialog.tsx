/** Asks for a reason, does it, and tells when it was not done. */

import { useState } from 'preact/hooks';
import type { Problem } from '../api/client.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { waitsForSecond } from '../state/confirmations.ts';
import { problemIn } from '../state/resource.ts';
import { words } from '../words/words.ts';
import { Refusals } from './refusals.tsx';
import type { Question } from './state.ts';

interface Props {
  readonly asked: Question;
  readonly onClose: () => void;
}

export function ReasonDialog({ asked, onClose }: Props) {
  const t = words.value.lever;
  const [reason, setReason] = useState('');
  const [force, setForce] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { refusals = [] } = asked;
  const isRefused = refusals.length > 0 && !force;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy || isRefused || reason.trim() === '') return;
    setBusy(true);
    setProblem(null);
    try {
      await asked.run(reason.trim(), { force });
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
        <Refusals refusals={refusals} force={force} onForce={setForce} />
        <ReasonField value={reason} onInput={setReason} />
        {problem !== null && <ProblemBox problem={problem} />}
        <div class="buttons">
          <button type="submit" class={force ? 'danger' : 'primary'} disabled={isBusy || isRefused}>
            {force ? t.setForced : asked.verb}
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
