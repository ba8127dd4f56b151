/** Who leads, since when, with which lease; and what it says of each gateway. */

import { Mark, Told } from '../../parts/marks.tsx';
import { serverNowMs, snapshot } from '../../state/live.ts';
import { numberText, spanText, words } from '../../words/words.ts';

export function Controller() {
  const t = words.value.controller;
  const now = snapshot.value;
  if (now === null) return null;
  const { leader } = now;
  return (
    <section class="panel" aria-label={t.title}>
      <h2>{t.title}</h2>
      <dl class="facts">
        <dt>{t.leader}</dt>
        <dd>
          {leader === undefined || leader === null ? (
            t.nobody
          ) : (
            <>
              {leader.holder} <span class="minor">{t.lease(numberText(leader.token))}</span>
            </>
          )}
        </dd>
        <dt>{t.mode}</dt>
        <dd>{now.mode === 'act' ? words.value.status.acts : words.value.status.observes}</dd>
        <dt>{t.tick}</dt>
        <dd>{t.ago(spanText(serverNowMs.value - now.atMs))}</dd>
        <dt>{t.running}</dt>
        <dd>{spanText(now.atMs - now.startedAtMs)}</dd>
        <dt>{t.writes}</dt>
        <dd>{numberText(now.writes)}</dd>
      </dl>
      <h3>{t.gateways}</h3>
      <ul class="lines">
        {now.gateways.map(({ gateway, region, failure, foreign }) => (
          <li key={gateway}>
            <Mark level={failure === null ? (foreign.length === 0 ? 'good' : 'warn') : 'bad'} />
            <b>{gateway}</b> <span class="minor">{region}</span>{' '}
            {failure === null ? t.reachable : <Told>{failure}</Told>}
            {foreign.length > 0 && <> · {t.foreign(foreign.join(', '))}</>}
          </li>
        ))}
      </ul>
    </section>
  );
}
