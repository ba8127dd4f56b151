/** What must be seen on every page: no connection, no controller, weights frozen, what waits. */

import { OverrideEndButton } from '../levers/override-end.tsx';
import { freezeInForce } from '../levers/in-force.ts';
import { pageHref } from '../router.ts';
import { confirmations } from '../state/confirmations.ts';
import { clockMs, connection, report, retryNow, serverNowMs } from '../state/live.ts';
import { Told } from '../parts/marks.tsx';
import { spanText, words } from '../words/words.ts';

export function Banners() {
  return (
    <div class="banners">
      <Lost />
      <Stopped />
      <Frozen />
      <ForSecondPerson />
    </div>
  );
}

function Lost() {
  const { kind, retryAtMs } = connection.value;
  const status = report.value;
  if (kind !== 'lost' || status === null) return null;
  const t = words.value.connection;
  // The age of what is shown, which is what a reader must know.
  const age = spanText(serverNowMs.value - status.snapshot.atMs);
  const wait =
    retryAtMs === null
      ? t.retrying
      : t.retryIn(spanText(Math.max(1_000, retryAtMs - clockMs.value)));
  return (
    <div class="banner" data-level="bad" role="alert">
      <span>{t.lost(age)} </span>
      <span aria-live="off">{wait} </span>
      <button type="button" onClick={retryNow}>
        {words.value.app.retry}
      </button>
    </div>
  );
}

function Stopped() {
  const status = report.value;
  if (status === null || status.running || connection.value.kind === 'lost') return null;
  const age = spanText(serverNowMs.value - status.snapshot.atMs);
  return (
    <div class="banner" data-level="bad" role="alert">
      {words.value.connection.notRunning(age)}
    </div>
  );
}

function Frozen() {
  const freeze = freezeInForce();
  if (freeze === null) return null;
  const left = spanText(freeze.untilMs - serverNowMs.value);
  return (
    <div class="banner" data-level="warn" role="status">
      <span>
        <b>{words.value.overrides.frozen}.</b>{' '}
        {words.value.overrides.frozenLong(freeze.by, left)}{' '}
      </span>
      <OverrideEndButton override={freeze} />
    </div>
  );
}

function ForSecondPerson() {
  const [first] = confirmations.value;
  if (first === undefined) return null;
  const t = words.value.overrides;
  return (
    <div class="banner" data-level="warn" role="status">
      <span>
        <b>{t.waits}.</b> <Told>{first.sentence}</Told> {t.by} {first.by}: {first.reason}{' '}
      </span>
      <a href={pageHref('overrides')}>{words.value.pages.overrides}</a>
    </div>
  );
}
