/** The fields of each kind of lever. */

import type { StatusSnapshot } from '../../../model/status.ts';
import { Choice, Field, optionsOf } from '../parts/field.tsx';
import { words } from '../words/words.ts';
import { regionsFor, sharesFor, targetsFor, type LeverDraft } from './draft.ts';

interface Props {
  readonly draft: LeverDraft;
  readonly now: StatusSnapshot;
  readonly onChange: (part: Partial<LeverDraft>) => void;
}

export function LeverFields(props: Props) {
  const { draft, onChange } = props;
  const t = words.value.lever;
  return (
    <div class="fields">
      <Choice
        label={t.kind}
        value={draft.kind}
        options={optionsOf(t.kinds)}
        onChange={(kind) => onChange({ kind })}
      />
      <ServiceField {...props} />
      <OwnFields {...props} />
      <Choice
        label={t.for}
        value={draft.forMs}
        options={optionsOf<string>(t.fors)}
        onChange={(forMs) => onChange({ forMs })}
      />
    </div>
  );
}

function OwnFields({ draft, now, onChange }: Props) {
  const t = words.value.lever;
  switch (draft.kind) {
    case 'evacuate':
      return (
        <>
          <Choice
            label={t.region}
            value={draft.region}
            options={namesAsOptions(regionsFor(draft.service, now))}
            onChange={(region) => onChange({ region })}
          />
          <Choice
            label={t.over}
            value={draft.overMs}
            options={optionsOf<string>(t.overs)}
            onChange={(overMs) => onChange({ overMs })}
          />
        </>
      );
    case 'drain':
      return (
        <Choice
          label={t.target}
          value={draft.target}
          options={namesAsOptions(targetsFor(draft.service, now))}
          onChange={(target) => onChange({ target })}
        />
      );
    case 'pin':
      return <ShareFields draft={draft} now={now} onChange={onChange} />;
    case 'freeze':
      return null;
    default:
      return draft.kind satisfies never;
  }
}

function ShareFields({ draft, onChange }: Props) {
  return (
    <fieldset>
      <legend>{words.value.lever.shares}</legend>
      {Object.entries(draft.shares).map(([region, typed]) => (
        <Field key={region} label={region}>
          <input
            type="number"
            min={0}
            max={100}
            step="any"
            value={typed}
            onInput={({ currentTarget }) =>
              onChange({ shares: { ...draft.shares, [region]: currentTarget.value } })
            }
          />
        </Field>
      ))}
    </fieldset>
  );
}

/** With a thousand services one types a name; the browser offers those that fit. */
function ServiceField({ draft, now, onChange }: Props) {
  const t = words.value;
  const names = now.upstreams.map(({ service }) => service);
  const choose = (service: string) => {
    const targets = targetsFor(service, now);
    onChange({
      service,
      shares: sharesFor(service, now),
      ...(targets.includes(draft.target) ? {} : { target: targets[0] ?? '' }),
    });
  };
  return (
    <Field label={t.lever.services}>
      <input
        type="text"
        list="lever-services"
        placeholder={t.overrides.allServices}
        value={draft.service}
        onChange={({ currentTarget }) => choose(currentTarget.value.trim())}
      />
      <datalist id="lever-services">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}

function namesAsOptions(names: readonly string[]): readonly (readonly [string, string])[] {
  return names.map((name) => [name, name]);
}
