/** What is wrong, worst first: the verdict on everything in one line, then what it consists of. */

import { Mark } from '../../parts/marks.tsx';
import { hrefOf } from '../../router.ts';
import { report, snapshot } from '../../state/live.ts';
import { language } from '../../state/preferences.ts';
import type { Level } from '../../view/level.ts';
import { rowsOf } from '../../view/services.ts';
import { counted, words } from '../../words/words.ts';

const SHOWN = 6;

export function Findings() {
  const t = words.value.status;
  const now = report.value;
  if (now === null) return null;
  const { findings } = now;
  const level = verdictLevel();
  const rest = findings.length - SHOWN;
  return (
    <section class="panel verdict" data-level={level} aria-label={t.wrong}>
      <h2>
        <Mark level={level} />
        {findings.length === 0 ? t.well : counted(findings.length, t.attention)}
      </h2>
      {findings.length === 0 && <p>{t.nothingWrong}</p>}
      <ul class="findings" lang={language.value}>
        {findings.slice(0, SHOWN).map((finding) => (
          <li key={finding}>{withLink(finding)}</li>
        ))}
      </ul>
      {rest > 0 && <p class="minor">{t.more(String(rest))}</p>}
    </section>
  );
}

function verdictLevel(): Level {
  const now = report.value;
  if (now === null) return 'unknown';
  if (!now.running) return 'bad';
  const worst = rowsOf(now.snapshot.upstreams)[0]?.verdict.level ?? 'unknown';
  if (now.healthy && now.findings.length === 0) return 'good';
  return worst === 'bad' ? 'bad' : 'warn';
}

/** A finding begins with the name of its service, where it is about one. */
function withLink(finding: string) {
  const [name = '', ...rest] = finding.split(': ');
  const known = snapshot.value?.upstreams.some(({ service }) => service === name) ?? false;
  if (!known) return finding;
  return (
    <>
      <a href={hrefOf({ page: 'service', service: name })}>{name}</a>: {rest.join(': ')}
    </>
  );
}
