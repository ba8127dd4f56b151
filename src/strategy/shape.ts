/**
 * Whether plain data has the shape of a strategy: keys, kinds of values, formats.
 *
 * To report all problems at once, the checks of meaning must run although parts are wrong. So what
 * is wrong is left out, together with whatever cannot stand without it, until the rest has the
 * shape; `Omissions` remembers what is missing, since nothing may be concluded from its absence.
 */

import type { z } from 'zod';
import { checkVersion } from './check-version.ts';
import type { Finding, Path } from './problem.ts';
import { Omissions } from './omissions.ts';
import { STRATEGY_GRAMMAR, strategySchema, VERSION } from './input/strategy.ts';
import type { StrategyInput } from './input/strategy.ts';
import { explainIssues } from './shape-findings.ts';
import { SHAPE_WORDS } from './shape-words.ts';
import { expandUnion, hasAt } from './walk.ts';
import { inBoth } from './wording.ts';

/** Without these keys the checks of meaning still make sense. */
const SPARED = ['version', 'name', 'gateways'] as const;
const relaxedSchema = strategySchema.partial({ version: true, name: true, gateways: true });

/** Each round takes out at least one level of the data, which is at most nine levels deep. */
const MAX_ROUNDS = 12;

/** With more than these only the first are explained, and meaning is not checked. */
const MAX_ISSUES = 500;

export interface Shape {
  readonly findings: readonly Finding[];
  /** What has the right shape; `null` when too little is left. */
  readonly input: StrategyInput | null;
  readonly omitted: Omissions;
}

export function checkShape(data: unknown): Shape {
  const omitted = new Omissions();
  const nothing: Shape = { findings: [], input: null, omitted };
  const unsupported = checkVersion(data, VERSION);
  if (unsupported !== null) return { ...nothing, findings: [unsupported] };

  const first = strategySchema.safeParse(data);
  if (first.success) {
    const findings = findHiddenKeys(data, []);
    return { findings, input: first.data, omitted };
  }
  const issues = first.error.issues
    .slice(0, MAX_ISSUES + 1)
    .flatMap((issue) => expandUnion(issue, data));
  const findings = [
    ...explainIssues(issues, { data, grammar: STRATEGY_GRAMMAR }),
    ...findHiddenKeys(data, []),
  ];
  if (findings.length > MAX_ISSUES) return { ...nothing, findings };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const rest = omitted.apply(data);
    const result = relaxedSchema.safeParse(rest);
    if (result.success) {
      for (const key of SPARED) if (!hasAt(rest, [key])) omitted.note([key]);
      return { findings, input: complete(result.data), omitted };
    }
    if (!omitted.add(result.error.issues, rest)) return { ...nothing, findings };
  }
  return { ...nothing, findings };
}

function complete(input: z.infer<typeof relaxedSchema>): StrategyInput {
  const { name = 'strategy', gateways = {}, ...rest } = input;
  return { ...rest, name, gateways, version: VERSION };
}

/** zod passes over `__proto__`; here it is a key like any other, and unknown. */
function findHiddenKeys(data: unknown, path: Path): Finding[] {
  if (typeof data !== 'object' || data === null || path.length > 20) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const here = [...path, Array.isArray(data) ? Number(key) : key];
    if (key !== '__proto__') return findHiddenKeys(value, here);
    const said = inBoth((language) => SHAPE_WORDS[language].hiddenKey);
    return [{ code: 'BLS1101', path: here, at: 'key', ...said } as const];
  });
}
