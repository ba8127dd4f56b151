/** Name, pages, and what must be at hand everywhere: is it live, does it act, and the brake. */

import icon from '../icon.svg';
import { Mark } from '../parts/marks.tsx';
import { pageHref, PAGES, route, type Route, type PageName } from '../router.ts';
import { connection, snapshot } from '../state/live.ts';
import { may } from '../state/session.ts';
import { freezeInForce } from '../levers/in-force.ts';
import { openLever } from '../levers/state.ts';
import { words } from '../words/words.ts';
import { Person } from './person.tsx';

/** Which entry of the menu a page without one belongs to. */
const PARENTS: Readonly<Partial<Record<Route['page'], PageName>>> = {
  service: 'overview',
  explain: 'timeline',
  drill: 'drills',
  'post-mortem': 'timeline',
};

export function TopBar() {
  const t = words.value;
  const now = snapshot.value;
  const { page } = route.value;
  const current = PARENTS[page] ?? page;
  return (
    <header>
      <div class="top">
        <a class="brand" href={pageHref('overview')}>
          <img src={icon} alt="" width="24" height="24" />
          <span>Ballast</span>
          {now !== null && <span class="minor">{now.strategy}</span>}
        </a>
        <Live />
        {now !== null && (
          <a class="mode" data-mode={now.mode} href={pageHref('overrides')}>
            {now.mode === 'act' ? t.status.acts : t.status.observes}
          </a>
        )}
        {now !== null && freezeInForce() === null && (
          <button
            type="button"
            class="brake"
            disabled={!may('operator')}
            title={may('operator') ? undefined : t.denied.needs(t.app.roles.operator)}
            onClick={() => openLever({ kind: 'freeze' })}
          >
            {t.service.freeze}
          </button>
        )}
        <Person />
      </div>
      <nav aria-label={t.app.menu}>
        <ul>
          {PAGES.map((name) => (
            <li key={name}>
              <a href={pageHref(name)} aria-current={name === current ? 'page' : undefined}>
                {t.pages[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

function Live() {
  const { kind } = connection.value;
  const t = words.value.connection;
  return (
    <span class="live" role="status" data-connection={kind}>
      <Mark level={kind === 'live' ? 'good' : 'warn'} />
      {kind === 'live' ? t.live : t.connecting}
    </span>
  );
}
