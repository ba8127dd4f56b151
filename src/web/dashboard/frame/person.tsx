/** Who is logged in, and how this person wants the page. */

import { Choice, optionsOf } from '../parts/field.tsx';
import { chooseLanguage, chooseTheme, language, theme } from '../state/preferences.ts';
import { endSession, person, token } from '../state/session.ts';
import { words } from '../words/words.ts';

export function Person() {
  const t = words.value.app;
  const who = person.value;
  return (
    <details class="person">
      <summary>{who === null ? '…' : t.role(who.name, t.roles[who.role])}</summary>
      <div class="menu">
        <Choice
          label={t.theme}
          value={theme.value}
          options={optionsOf(t.themes)}
          onChange={chooseTheme}
        />
        <Choice
          label={t.language}
          value={language.value}
          options={[
            ['en', 'English'],
            ['nl', 'Nederlands'],
          ]}
          onChange={chooseLanguage}
        />
        {token.value !== null && (
          <button type="button" onClick={() => endSession(null)}>
            {t.logOut}
          </button>
        )}
      </div>
    </details>
  );
}
