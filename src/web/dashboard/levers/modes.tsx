/** Whether Ballast acts or only observes, as a whole and rule by rule. */

import type { RuleModes, RuleName } from '../../../operations/contract.ts';
import { call } from '../api/client.ts';
import { Badge } from '../parts/marks.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { useResource } from '../state/resource.ts';
import { may } from '../state/session.ts';
import { words } from '../words/words.ts';
import { askToSetMode } from './actions.ts';

interface ModesAnswer {
  readonly mode: 'observe' | 'act';
  readonly by: string;
  readonly rules: RuleModes;
}

const EVERY_MS = 3_000;
const RULES: readonly RuleName[] = ['ejection', 'trim', 'evacuation', 'spill', 'failback'];

export function Modes() {
  const t = words.value.overrides;
  const { data, problem, reload } = useResource<ModesAnswer>({
    key: 'modes',
    everyMs: EVERY_MS,
    load: (signal) => call({ path: 'modes', signal }),
  });
  return (
    <section class="panel" aria-label={t.mode}>
      <h2>{t.mode}</h2>
      {problem !== null && <ProblemBox problem={problem} onRetry={reload} />}
      {data !== null && (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t.rule}</th>
              <th scope="col">{words.value.controller.mode}</th>
              <th scope="col">
                <span class="visually-hidden">{words.value.status.stop}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <ModeRow name="Ballast" mode={data.mode} by={data.by} rule={null} onDone={reload} />
            {RULES.map((rule) => (
              <ModeRow
                key={rule}
                name={t.rules[rule]}
                mode={data.rules[rule]}
                by={null}
                rule={rule}
                onDone={reload}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface RowProps {
  readonly name: string;
  readonly mode: 'observe' | 'act';
  readonly by: string | null;
  readonly rule: RuleName | null;
  readonly onDone: () => void;
}

function ModeRow({ name, mode, by, rule, onDone }: RowProps) {
  const t = words.value.overrides;
  const other = mode === 'act' ? 'observe' : 'act';
  const verb = mode === 'act' ? t.toObserve : t.toAct;
  return (
    <tr data-rule={rule ?? 'master'}>
      <th scope="row">{name}</th>
      <td>
        <Badge level={mode === 'act' ? 'good' : 'warn'}>{t.modes[mode]}</Badge>{' '}
        {by !== null && <span class="minor">{t.modeBy(by)}</span>}
      </td>
      <td>
        <button
          type="button"
          class="small"
          disabled={!may('operator')}
          aria-label={`${verb} ${name}`}
          onClick={() => askToSetMode(other, { rule, done: onDone })}
        >
          {verb}
        </button>
      </td>
    </tr>
  );
}
