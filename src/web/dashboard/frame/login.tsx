/** Asks for a token. Nothing secret is in this page before it has one. */

import { useState } from 'preact/hooks';
import icon from '../icon.svg';
import { Field } from '../parts/field.tsx';
import { Told } from '../parts/marks.tsx';
import { admission, keepToken, sessionEnd } from '../state/session.ts';
import { words } from '../words/words.ts';

export function Login({ onToken }: { readonly onToken: () => Promise<void> }) {
  const t = words.value.login;
  const [typed, setTyped] = useState('');
  const [isChecking, setChecking] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (typed.trim() === '' || isChecking) return;
    setChecking(true);
    keepToken(typed.trim());
    await onToken();
    if (admission.value !== 'in') setChecking(false);
  };
  return (
    <main class="center">
      <form class="box login" onSubmit={(event) => void submit(event)}>
        <img src={icon} alt="" width="40" height="40" />
        <h1>{t.title}</h1>
        {sessionEnd.value !== null && (
          <p class="problem-text" role="alert">
            <Told>{sessionEnd.value}</Told>
          </p>
        )}
        <Field label={t.token}>
          <input
            type="password"
            name="token"
            autocomplete="off"
            spellcheck={false}
            required
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </Field>
        <button type="submit" class="primary" disabled={isChecking}>
          {isChecking ? t.checking : t.submit}
        </button>
        <p class="minor">{t.hint}</p>
      </form>
    </main>
  );
}
