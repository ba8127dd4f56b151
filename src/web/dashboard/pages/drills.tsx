/** The drill that runs now with the button that ends it, or the form to hold one; and the reports. */

import { useEffect, useState } from 'preact/hooks';

import type { StoredReport } from '../../../model/history.ts';
import { call, callForItems } from '../api/client.ts';
import { askToAbortDrill } from '../levers/actions.ts';
import { Badge, Spoken, Told } from '../parts/marks.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { hrefOf } from '../router.ts';
import { serverNowMs } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { may } from '../state/session.ts';
import { currentDrillOf, levelOfVerdict, type CurrentDrill } from '../view/drills.ts';
import { HoldDrill } from './drill-hold.tsx';
import { dateText, numberText, spanText, words } from '../words/words.ts';

const EVERY_MS = 1_000;
const REPORTS_EVERY_MS = 10_000;
const REPORTS = 100;

export function Drills() {
  const { data, problem, reload } = useResource({
    key: 'current',
    everyMs: EVERY_MS,
    load: async (signal) => {
      const { drill } = await call<{ drill: unknown }>({ path: 'drills/current', signal });
      return { drill: currentDrillOf(drill) };
    },
  });
  const drill = data?.drill ?? null;
  const [seenId, setSeenId] = useState<string | null>(null);
  const id = drill?.id ?? null;
  useEffect(() => {
    if (id !== null) setSeenId(id);
  }, [id]);
  const t = words.value.drills;
  return (
    <>
      <section class="panel" aria-label={t.current}>
        <h2>{t.current}</h2>
        {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
        {data !== null && drill === null && <NoneRuns overId={seenId} />}
        {drill !== null && <Running drill={drill} onAborted={reload} />}
      </section>
      {data !== null && drill === null && <HoldDrill onStarted={reload} />}
      <Reports />
    </>
  );
}

/** @param overId the one that ran a moment ago. */
function NoneRuns({ overId }: { readonly overId: string | null }) {
  const t = words.value.drills;
  return (
    <div role="status">
      <p>{t.noCurrent}</p>
      {overId !== null && (
        <p>
          {t.hold.over} <a href={hrefOf({ page: 'drill', id: overId })}>{t.hold.report}</a>
        </p>
      )}
    </div>
  );
}

interface RunningProps {
  readonly drill: CurrentDrill;
  readonly onAborted: () => void;
}

function Running({ drill, onAborted }: RunningProps) {
  const t = words.value.drills;
  const { title, phase, by, atMs, expiresAtMs, progress, manual, hypothesis } = drill;
  const now = serverNowMs.value;
  const isUnrestored = phase === 'unrestored';
  return (
    <div class="running" data-level={isUnrestored ? 'bad' : 'warn'}>
      <h3>{title}</h3>
      <p>
        <Badge level={isUnrestored ? 'bad' : 'warn'}>
          {(t.phases as Partial<Record<string, string>>)[phase] ?? phase}
        </Badge>{' '}
        {progress !== null && <Spoken>{progress.sentence}</Spoken>}
      </p>
      <dl class="facts">
        <dt>{t.by}</dt>
        <dd>{by}</dd>
        <dt>{t.since}</dt>
        <dd>{words.value.controller.ago(spanText(now - atMs))}</dd>
        {expiresAtMs !== null && (
          <>
            <dt>{t.expires}</dt>
            <dd>{words.value.overrides.endsIn(spanText(expiresAtMs - now))}</dd>
          </>
        )}
        {progress !== null && (
          <>
            <dt>{t.requests}</dt>
            <dd>{numberText(progress.requests)}</dd>
            <dt>{t.failed}</dt>
            <dd>{numberText(progress.failed)}</dd>
          </>
        )}
        {hypothesis !== null && (
          <>
            <dt>{t.hypothesis}</dt>
            <dd>{hypothesis}</dd>
          </>
        )}
      </dl>
      <button
        type="button"
        class="danger"
        disabled={!may('operator')}
        onClick={() => askToAbortDrill(onAborted)}
      >
        {t.abort}
      </button>
      {manual.length > 0 && (
        <>
          <p class="minor">{isUnrestored ? t.unrestored : t.manual}</p>
          <pre>{manual.join('\n')}</pre>
        </>
      )}
    </div>
  );
}

function Reports() {
  const t = words.value.drills;
  const { data, problem, reload } = useResource({
    key: 'reports',
    everyMs: REPORTS_EVERY_MS,
    load: (signal) =>
      callForItems<StoredReport>({ path: 'drills/reports', query: { limit: REPORTS }, signal }),
  });
  return (
    <section class="panel" aria-label={t.reports}>
      <h2>{t.reports}</h2>
      {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
      {data?.length === 0 && <p>{t.none}</p>}
      {data !== null && data.length > 0 && (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t.title}</th>
              <th scope="col">{t.when}</th>
              <th scope="col">{t.verdict}</th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ id, title, atMs, verdict }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={hrefOf({ page: 'drill', id })}>
                    <Told>{title}</Told>
                  </a>
                </th>
                <td>{dateText(atMs)}</td>
                <td>
                  <Verdict verdict={verdict} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function Verdict({ verdict }: { readonly verdict: string | null }) {
  const names = words.value.drills.verdicts as Partial<Record<string, string>>;
  if (verdict === null) return <>–</>;
  return <Badge level={levelOfVerdict(verdict)}>{names[verdict] ?? verdict}</Badge>;
}
