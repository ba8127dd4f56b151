/** What a drill would do and whether it may, with the button that starts it. */

import { useState } from 'preact/hooks';
import type { DrillPlan, DrillRequest } from '../../../operations/drill-plan.ts';
import { call, type Problem } from '../api/client.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Badge, Spoken } from '../parts/marks.tsx';
import { PreCheckList } from '../parts/pre-checks.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { waitsForSecond } from '../state/confirmations.ts';
import { problemIn } from '../state/resource.ts';
import { numberText, percentText, spanText, words } from '../words/words.ts';

interface Props {
  readonly plan: DrillPlan;
  readonly request: DrillRequest;
  readonly onStarted: () => void;
}

export function DrillPlanView({ plan, request, onStarted }: Props) {
  const t = words.value.drills;
  const [isAsking, setAsking] = useState(false);
  const { name, mayBegin, effects, undo, preChecks } = plan;
  return (
    <section class="preview" aria-label={t.hold.planOf(name)} aria-live="polite">
      <h3>{t.hold.planOf(name)}</h3>
      <Sentences told={effects} />
      <Size plan={plan} />
      <h3>{t.hold.undo}</h3>
      <Sentences told={undo} />
      <h3>{t.preChecks}</h3>
      <PreCheckList checks={preChecks} />
      <p>
        <Badge level={mayBegin ? 'good' : 'bad'}>{mayBegin ? t.hold.may : t.hold.mayNot}</Badge>
      </p>
      <div class="buttons">
        <button type="button" class="danger" disabled={!mayBegin} onClick={() => setAsking(true)}>
          {t.hold.start}
        </button>
      </div>
      {isAsking && (
        <Sure
          plan={plan}
          request={request}
          onStarted={onStarted}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

function Sentences({ told }: { readonly told: readonly string[] }) {
  return (
    <ul class="sentences">
      {told.map((sentence) => (
        <li key={sentence}>
          <Spoken>{sentence}</Spoken>
        </li>
      ))}
    </ul>
  );
}

function Size({ plan }: { readonly plan: DrillPlan }) {
  const t = words.value.drills.hold;
  const { durationMs, targets, trafficRatio } = plan;
  return (
    <dl class="facts">
      <dt>{t.lasts}</dt>
      <dd>{spanText(durationMs)}</dd>
      <dt>{t.targets}</dt>
      <dd>{numberText(Object.values(targets).flat().length)}</dd>
      <dt>{t.traffic}</dt>
      <dd>{trafficRatio === null ? t.unknown : percentText(trafficRatio)}</dd>
    </dl>
  );
}

/** The word that begins it; the server checks once more. */
function Sure({ plan, request, onStarted, onClose }: Props & { readonly onClose: () => void }) {
  const t = words.value;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const start = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    try {
      await call({ method: 'POST', path: 'drills', body: request });
      onClose();
      onStarted();
    } catch (error) {
      const found = problemIn(error);
      if (waitsForSecond(found)) onClose();
      else setProblem(found);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.drills.hold.sureTitle(plan.name)} onClose={onClose}>
      <form onSubmit={(event) => void start(event)}>
        <Sentences told={plan.effects} />
        <p>{t.drills.hold.sure}</p>
        {problem !== null && <ProblemBox problem={problem} />}
        <div class="buttons">
          <button type="submit" class="danger" disabled={isBusy}>
            {isBusy ? t.drills.hold.starting : t.drills.hold.sureNow}
          </button>
          <button type="button" onClick={onClose}>
            {t.lever.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
