/** Buttons that break and heal all contestants' targets alike. */
import type { DemoState } from '../demo/api-types.ts';
import { act } from './live-state.ts';

export function Faults({ now }: { now: DemoState }) {
  const { fault, faults, standing, warning } = now;
  return (
    <section class="faults" aria-label="Faults">
      <div class="buttons">
        {faults.map(({ name, title: label }) => (
          <button
            key={name}
            type="button"
            aria-pressed={fault?.name === name}
            title={label}
            onClick={() => void act(`faults/${name}`)}
          >
            {name}
          </button>
        ))}
        <button
          type="button"
          class="heal"
          disabled={fault === null}
          onClick={() => void act('heal')}
        >
          heal
        </button>
      </div>
      <p class="fault-state" role="status" data-level={standing.level}>
        {standing.text}
      </p>
      {warning !== null && (
        <p class="warning" role="alert">
          {warning}
        </p>
      )}
    </section>
  );
}
