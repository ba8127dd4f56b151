/** Sets a lever in two steps: first what it would do, computed by the law itself; then the word. */

import { useState } from 'preact/hooks';
import type { Override } from '../../../model/override.ts';
import type { LeverPreview } from '../../../operations/contract.ts';
import { call, type Problem } from '../api/client.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { snapshot } from '../state/live.ts';
import { overridesChanged } from '../state/overrides.ts';
import { waitsForSecond } from '../state/confirmations.ts';
import { problemIn } from '../state/resource.ts';
import { numberText, words } from '../words/words.ts';
import { draftOf, requestOf, sharesSum, type LeverDraft } from './draft.ts';
import { LeverFields } from './lever-fields.tsx';
import { Preview } from './preview.tsx';
import { ReasonField } from './reason-dialog.tsx';
import type { LeverSeed } from './state.ts';

interface Props {
  readonly seed: LeverSeed;
  readonly onClose: () => void;
}

export function LeverForm({ seed, onClose }: Props) {
  const t = words.value.lever;
  const now = snapshot.value;
  const [draft, setDraft] = useState<LeverDraft | null>(now === null ? null : draftOf(seed, now));
  const [preview, setPreview] = useState<LeverPreview | null>(null);
  const { problem, isBusy, attempt, forget } = useAttempt(onClose);
  if (draft === null || now === null) return null;

  const change = (part: Partial<LeverDraft>) => {
    setDraft({ ...draft, ...part });
    // What was shown was for something else; a reason or force changes nothing of the effect.
    if (!('reason' in part) && !('force' in part)) setPreview(null);
    forget();
  };
  const show = () =>
    attempt(async () => {
      const body = requestOf(draft);
      setPreview(await call({ method: 'POST', path: 'overrides/preview', body }));
    });
  const set = () =>
    attempt(async () => {
      await call<Override>({ method: 'POST', path: 'overrides', body: requestOf(draft) });
      overridesChanged();
      onClose();
    });
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isBusy) void (preview === null ? show() : set());
  };
  const sum = sharesSum(draft);
  const isWrong = sum !== null && Math.abs(sum - 100) > 0.01;
  const isRefused = (preview?.refusals.length ?? 0) > 0 && !draft.force;
  const isReady = !isBusy && !isWrong && draft.reason.trim() !== '';

  return (
    <Dialog title={t.titles[draft.kind]} onClose={onClose}>
      <form onSubmit={submit}>
        <LeverFields draft={draft} now={now} onChange={change} />
        {isWrong && (
          <p class="problem-text" role="alert">
            {t.sharesWrong(numberText(sum, 1))}
          </p>
        )}
        <ReasonField value={draft.reason} onInput={(reason) => change({ reason })} />
        {preview !== null && (
          <Preview preview={preview} force={draft.force} onForce={(force) => change({ force })} />
        )}
        {problem !== null && <ProblemBox problem={problem} />}
        <Buttons
          hasPreview={preview !== null}
          isReady={isReady}
          isRefused={isRefused}
          isBusy={isBusy}
          force={draft.force}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** One request at a time, and what was wrong with the last one. */
function useAttempt(onClose: () => void) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      const found = problemIn(error);
      if (waitsForSecond(found)) onClose();
      else setProblem(found);
    }
    setBusy(false);
  };
  return { problem, isBusy, attempt, forget: () => setProblem(null) };
}

interface ButtonsProps {
  readonly hasPreview: boolean;
  readonly isReady: boolean;
  readonly isRefused: boolean;
  readonly isBusy: boolean;
  readonly force: boolean;
  readonly onClose: () => void;
}

/** First it is shown, then set. */
function Buttons({ hasPreview, isReady, isRefused, isBusy, force, onClose }: ButtonsProps) {
  const t = words.value.lever;
  return (
    <div class="buttons">
      {hasPreview ? (
        <button type="submit" class="danger" disabled={!isReady || isRefused}>
          {force ? t.setForced : t.set}
        </button>
      ) : (
        <button type="submit" class="primary" disabled={!isReady}>
          {isBusy ? t.previewing : t.preview}
        </button>
      )}
      <button type="button" onClick={onClose}>
        {t.cancel}
      </button>
    </div>
  );
}
