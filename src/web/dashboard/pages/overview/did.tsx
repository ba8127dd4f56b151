/** The newest decisions, without the chatter. */

import type { EventKind } from '../../../../model/control.ts';
import { pageHref, hrefOf } from '../../router.ts';
import { events, serverNowMs } from '../../state/live.ts';
import { language } from '../../state/preferences.ts';
import { levelOfEvent } from '../../view/events.ts';
import { Mark } from '../../parts/marks.tsx';
import { spanText, words } from '../../words/words.ts';

const SHOWN = 5;

/** What follows from a decision, or says again what another line says better. */
const CHATTER: ReadonlySet<EventKind> = new Set([
  'weights-written',
  'controller-started',
  'controller-stopped',
  'leading',
  'capacity-learnt',
  'target-warming',
]);

export function Did() {
  const t = words.value;
  const told = events.value
    .filter(({ entry }) => !CHATTER.has(entry.kind))
    .slice(-SHOWN)
    .toReversed();
  return (
    <section class="panel" aria-label={t.status.did}>
      <h2>{t.status.did}</h2>
      {told.length === 0 && <p>{t.status.didNothing}</p>}
      <ol class="did">
        {told.map(({ id, entry }) => (
          <li key={id} data-kind={entry.kind}>
            <a href={hrefOf({ page: 'explain', subject: String(id) })}>
              <Mark level={levelOfEvent(entry.kind)} />
              <b>{t.kinds[entry.kind]}</b>
            </a>{' '}
            <time class="minor" dateTime={new Date(entry.atMs).toISOString()}>
              {t.controller.ago(spanText(serverNowMs.value - entry.atMs))}
            </time>
            <p lang={language.value}>{entry.message}</p>
          </li>
        ))}
      </ol>
      <p>
        <a href={pageHref('timeline')}>{t.status.all}</a>
      </p>
    </section>
  );
}
