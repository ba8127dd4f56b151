/** Labelled fields of forms. */

import type { ComponentChildren } from 'preact';

interface FieldProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

export function Field({ label, children }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

interface ChoiceProps<K extends string> {
  readonly label: string;
  readonly value: K;
  readonly options: readonly (readonly [value: K, label: string])[];
  readonly onChange: (value: K) => void;
}

export function Choice<K extends string>({ label, value, options, onChange }: ChoiceProps<K>) {
  return (
    <Field label={label}>
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find(([one]) => one === currentTarget.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** The entries of a catalogue, in its order, as options. */
export function optionsOf<K extends string>(
  catalogue: Readonly<Record<K, string>>,
): readonly (readonly [K, string])[] {
  return Object.entries(catalogue) as [K, string][];
}
