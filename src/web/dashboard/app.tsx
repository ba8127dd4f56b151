/** The frame around every page: who is in, where one can go, whether we are connected. */

import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from './api/client.ts';
import { Banners } from './frame/banners.tsx';
import { Login } from './frame/login.tsx';
import { Page } from './frame/page.tsx';
import { TopBar } from './frame/top-bar.tsx';
import { LeverDialogs } from './levers/lever-dialogs.tsx';
import { ProblemBox } from './parts/problem-box.tsx';
import { route } from './router.ts';
import { noState, snapshot, startLive, stopLive } from './state/live.ts';
import { problemIn } from './state/resource.ts';
import { admission, beginSession, sessionEnd, token, type Person } from './state/session.ts';
import { titleOf } from './frame/title.ts';
import { words } from './words/words.ts';

export function App() {
  useEffect(() => void enter(), []);
  useEffect(() => effect(() => void (document.title = `${titleOf(route.value)} · Ballast`)), []);
  if (admission.value === 'asking') return <Asking />;
  if (admission.value === 'out') return <Login onToken={enter} />;
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        {words.value.app.skip}
      </a>
      <TopBar />
      <Banners />
      <main id="main" tabIndex={-1}>
        <h1 class="visually-hidden">{titleOf(route.value)}</h1>
        {snapshot.value === null ? <Waiting /> : <Page />}
      </main>
      <LeverDialogs />
    </>
  );
}

/** Asks the API whether it lets us in: on loopback it may do so without a token. */
async function enter(): Promise<void> {
  try {
    beginSession(await call<Person>({ path: 'me' }));
    startLive();
  } catch (error) {
    const problem = problemIn(error);
    if (problem.status === 401) return;
    sessionEnd.value = problem.message;
    // Not refused, only not reachable: try again, the token may be good.
    if (token.value !== null && problem.status !== 403) setTimeout(() => void enter(), 3_000);
    else admission.value = 'out';
  }
}

effect(() => {
  if (admission.value === 'out') stopLive();
});

function Asking() {
  return (
    <main class="center">
      <p role="status">{sessionEnd.value ?? words.value.connection.connecting}</p>
    </main>
  );
}

function Waiting() {
  if (noState.value !== null) return <ProblemBox problem={noState.value} />;
  return (
    <p class="center" role="status">
      {words.value.app.waiting}
    </p>
  );
}

/** Not by the address: that holds the page we are on. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
