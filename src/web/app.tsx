/** The page: what is broken now, how each contestant fares, and what Ballast decided and why. */
import type { DemoState } from '../demo/api-types.ts';
import { Charts } from './charts.tsx';
import { Contestant } from './contestant.tsx';
import { Faults } from './faults.tsx';
import { actionError, online, state } from './live-state.ts';
import { Timeline } from './timeline.tsx';

export function App() {
  const now = state.value;
  return (
    <>
      <header>
        <h1>Ballast demo</h1>
        <p class="lead">
          The same traffic and the same faults for
          {now === null ? ' each gateway' : ` ${gatewaysOf(now.contestants)}`}.
        </p>
        {now?.dashboardUrl != null && (
          <p>
            <a href={now.dashboardUrl} target="_blank" rel="noreferrer">
              Ballast’s dashboard
            </a>
            : its view of this, and the levers of people.
          </p>
        )}
        <p class="connection" role="status" data-online={online.value}>
          {online.value ? 'live' : 'connecting …'}
        </p>
      </header>
      {now === null ? (
        <main>
          <p>Waiting for the first second of traffic …</p>
        </main>
      ) : (
        <main>
          <Faults now={now} />
          {actionError.value !== null && (
            <p class="problem" role="alert">
              {actionError.value}
            </p>
          )}
          <section class="contestants" aria-label="Contestants">
            {now.contestants.map((contestant) => (
              <Contestant key={contestant.name} contestant={contestant} demo={now} />
            ))}
          </section>
          <Charts />
          <Timeline now={now} />
          <footer>
            <p>
              {now.rate} requests/s to each contestant, seed {now.seed}. A request counts as lost
              when no complete expected answer came within 5 s of its intended send time; all
              figures come from the client.
            </p>
            {now.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </footer>
        </main>
      )}
    </>
  );
}

/** By the names that cards, charts and the option --contestants share. */
function gatewaysOf(contestants: DemoState['contestants']): string {
  const names = contestants.map(({ name, title }) => `${name} (${title})`);
  return `${names.length === 1 ? 'one gateway' : `${names.length} gateways`}: ${names.join(', ')}`;
}
