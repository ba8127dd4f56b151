/** How old the news is that decisions rest on. */

import type { SignalStatus } from '../../../../model/status.ts';
import { Mark, Spoken } from '../../parts/marks.tsx';
import { serverNowMs, snapshot } from '../../state/live.ts';
import type { Level } from '../../view/level.ts';
import { spanText, words } from '../../words/words.ts';

export function Signals() {
  const t = words.value.signals;
  const now = snapshot.value;
  if (now === null) return null;
  const signals = now.signals ?? now.stale.map(staleOnly);
  return (
    <section class="panel" aria-label={t.title}>
      <h2>{t.title}</h2>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{t.signal}</th>
            <th scope="col">{t.age}</th>
            <th scope="col">{t.limit}</th>
          </tr>
        </thead>
        <tbody>
          {signals.map((one) => (
            <Row key={one.signal} signal={one} nowMs={serverNowMs.value} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ signal, nowMs }: { readonly signal: SignalStatus; readonly nowMs: number }) {
  const t = words.value;
  const { atMs, limitMs } = signal;
  const level = levelOf(signal, nowMs);
  return (
    <tr>
      <th scope="row">
        <Mark level={level} />
        <Spoken>{signal.signal}</Spoken>
      </th>
      <td>
        {atMs === null ? t.signals.never : t.controller.ago(spanText(nowMs - atMs))}
        {level === 'bad' && <span class="problem-text"> {t.signals.stale}</span>}
      </td>
      <td>{limitMs > 0 ? spanText(limitMs) : '–'}</td>
    </tr>
  );
}

function levelOf({ atMs, limitMs }: SignalStatus, nowMs: number): Level {
  if (atMs === null) return 'unknown';
  return nowMs - atMs > limitMs ? 'bad' : 'good';
}

/** Earlier snapshots told only of those that are silent. */
function staleOnly({ signal, sinceMs }: { signal: string; sinceMs: number }): SignalStatus {
  return { signal, atMs: sinceMs, limitMs: 0 };
}
