/** The levers, where they can be found at 3 a.m. */

import { askToSetMode, askToUndo } from '../../levers/actions.ts';
import { freezeInForce, leverText } from '../../levers/in-force.ts';
import { OverrideEndButton } from '../../levers/override-end.tsx';
import { openLever } from '../../levers/state.ts';
import { pageHref } from '../../router.ts';
import { serverNowMs, snapshot } from '../../state/live.ts';
import { overrides } from '../../state/overrides.ts';
import { may } from '../../state/session.ts';
import { spanText, words } from '../../words/words.ts';

const SHOWN = 3;

export function Actions() {
  const t = words.value;
  const now = snapshot.value;
  if (now === null) return null;
  const mayNot = !may('operator');
  const mode = now.mode;
  return (
    <section class="panel" aria-label={t.status.stop}>
      <h2>{t.status.stop}</h2>
      <div class="buttons stacked">
        <button
          type="button"
          class="danger"
          disabled={mayNot || freezeInForce() !== null}
          onClick={() => openLever({ kind: 'freeze' })}
        >
          {t.lever.titles.freeze} …
        </button>
        <button type="button" disabled={mayNot} onClick={() => openLever({ kind: 'evacuate' })}>
          {t.lever.titles.evacuate} …
        </button>
        <button
          type="button"
          disabled={mayNot}
          onClick={() =>
            askToSetMode(mode === 'act' ? 'observe' : 'act', { rule: null, done: () => undefined })
          }
        >
          {mode === 'act' ? t.overrides.toObserve : t.overrides.toAct}
        </button>
        <button type="button" disabled={mayNot} onClick={() => void askToUndo()}>
          {t.overrides.undo}
        </button>
      </div>
      <p class="minor">
        {mayNot && `${t.denied.needs(t.app.roles.operator)} `}
        {mode === 'act' ? t.status.actsLong : t.status.observesLong}
      </p>
      <InForce now={serverNowMs.value} />
    </section>
  );
}

function InForce({ now }: { readonly now: number }) {
  const t = words.value.overrides;
  const all = overrides.value;
  if (all.length === 0) return null;
  return (
    <>
      <h3>{t.title}</h3>
      <ul class="in-force">
        {all.slice(0, SHOWN).map((override) => (
          <li key={override.id}>
            <span>
              <b>{leverText(override.lever)}</b>{' '}
              <span class="minor">
                {t.by} {override.by}, {t.ends} {t.endsIn(spanText(override.untilMs - now))}
              </span>
            </span>
            <OverrideEndButton override={override} />
          </li>
        ))}
      </ul>
      {all.length > SHOWN && (
        <a href={pageHref('overrides')}>{words.value.status.more(String(all.length - SHOWN))}</a>
      )}
    </>
  );
}
