/** Ballast's decisions, newest first, each with the sentence that says why. */
import type { DemoState } from '../demo/api-types.ts';

export function Timeline({ now }: { now: DemoState }) {
  return (
    <section class="timeline" aria-label="Decisions">
      <h2>What Ballast decided, and why</h2>
      {now.decisions.length === 0 && <p>Nothing yet: a healthy system needs no decisions.</p>}
      <ol>
        {now.decisions.map((decision) => (
          <li
            key={`${decision.atMs} ${decision.kind} ${decision.message}`}
            data-kind={decision.kind}
          >
            <time dateTime={new Date(decision.atMs).toISOString()}>
              {new Date(decision.atMs).toLocaleTimeString('en-GB')}
            </time>
            <span class="kind">{decision.kind}</span>
            <span>{decision.message}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
