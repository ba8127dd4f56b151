/** Upstreams, targets and weights of the strategy against those of Kong. */

import { defineRule } from '../../../define-rule.ts';
import { listed } from '../../../words.ts';
import type { LiveFacts, LiveUpstream } from '../../../inputs/live.ts';
import { kong, upstream, wanted } from '../examples.ts';

interface Pair {
  readonly actual: LiveUpstream;
  readonly weights: Readonly<Record<string, number>>;
}

export const upstreamMissing = defineRule<
  'live',
  { readonly upstream: string; readonly gateway: string }
>({
  code: 'KB440',
  name: 'upstream-not-in-kong',
  severity: 'error',
  source: 'design §4 (act); recordings 44',
  appliesTo: 'live',
  *check({ file, facts }) {
    const there = new Set(facts.upstreams.map(({ name }) => name));
    for (const { name } of facts.wanted?.upstreams ?? []) {
      if (there.has(name)) continue;
      const values = { upstream: name, gateway: facts.wanted?.gateway ?? '' };
      yield { file, path: ['upstreams'], values };
    }
  },
  text: {
    en: {
      title: 'upstream of the strategy that Kong does not have',
      message: ({ upstream: name, gateway }) => `${gateway} has no upstream ${name}`,
      fix: ({ gateway }) =>
        `run \`ballast plan --gateway ${gateway}\`, look at it, then \`ballast apply\``,
      why: 'A service that names an upstream which is not there is looked up in DNS: every request gets 503. And Ballast has nothing to steer.',
    },
    nl: {
      title: 'upstream uit de strategie die Kong niet heeft',
      message: ({ upstream: name, gateway }) => `${gateway} heeft geen upstream ${name}`,
      fix: ({ gateway }) =>
        `draai \`ballast plan --gateway ${gateway}\`, bekijk het, en dan \`ballast apply\``,
      why: 'Noemt een service een upstream die er niet is, dan zoekt Kong die naam op in DNS en krijgt elke request een 503. En Ballast heeft niets om bij te sturen.',
    },
  },
  good: { files: kong({ wanted: wanted({ 'a:80': 100, 'b:80': 100 }) }) },
  bad: {
    files: kong({ upstreams: [], wanted: wanted({ 'a:80': 100, 'b:80': 100 }) }),
    at: ['upstreams'],
  },
});

interface TargetValues {
  readonly upstream: string;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

export const targetsDiffer = defineRule<'live', TargetValues>({
  code: 'KB441',
  name: 'targets-differ-from-strategy',
  severity: 'error',
  source: 'design §7 (ownership); kong-facts C6',
  appliesTo: 'live',
  *check({ file, facts }) {
    for (const { actual, weights } of pairsOf(facts)) {
      const missing = Object.keys(weights).filter((target) => actual.weights[target] === undefined);
      const extra = Object.keys(actual.weights).filter((target) => weights[target] === undefined);
      if (missing.length + extra.length === 0) continue;
      const values = { upstream: actual.name, missing, extra };
      yield { file, path: ['upstreams', actual.name], values };
    }
  },
  text: {
    en: {
      title: 'targets that differ from the strategy',
      message: ({ upstream: name, missing, extra }) =>
        [
          missing.length > 0 ? `upstream ${name} lacks ${listed(missing, 'en')}` : '',
          extra.length > 0
            ? `upstream ${name} has ${listed(extra, 'en')}, which the strategy does not know`
            : '',
        ]
          .filter((part) => part !== '')
          .join('; '),
      fix: () => 'correct the strategy, or run `ballast plan` and `ballast apply`',
      why: 'Ballast reckons with the targets of the strategy. One that is missing is capacity that is not there; one too many takes traffic that nobody steers or sheds.',
    },
    nl: {
      title: 'targets die afwijken van de strategie',
      message: ({ upstream: name, missing, extra }) =>
        [
          missing.length > 0 ? `upstream ${name} mist ${listed(missing, 'nl')}` : '',
          extra.length > 0
            ? `upstream ${name} heeft ${listed(extra, 'nl')}, en dat kent de strategie niet`
            : '',
        ]
          .filter((part) => part !== '')
          .join('; '),
      fix: () => 'pas de strategie aan, of draai `ballast plan` en `ballast apply`',
      why: 'Ballast rekent met de targets uit de strategie. Ontbreekt er een, dan is die capaciteit er niet; een te veel krijgt verkeer dat niemand bijstuurt of weigert.',
    },
  },
  good: { files: kong({ wanted: wanted({ 'a:80': 100, 'b:80': 100 }) }) },
  bad: {
    files: kong({ wanted: wanted({ 'a:80': 100, 'c:80': 100 }) }),
    at: ['upstreams.shop'],
  },
});

interface WeightValues {
  readonly upstream: string;
  /** Such as `a:80 5 % instead of 99 %`, in percent. */
  readonly shares: readonly {
    readonly target: string;
    readonly now: number;
    readonly meant: number;
  }[];
}

/** Of the upstream's traffic, in percent: less is rounding. */
const TOLERANCE = 1;

export const weightsDiffer = defineRule<'live', WeightValues>({
  code: 'KB442',
  name: 'weights-differ-from-strategy',
  severity: 'warning',
  source: 'design §3, G7, G10',
  appliesTo: 'live',
  *check({ file, facts }) {
    for (const { actual, weights } of pairsOf(facts)) {
      const [now, meant] = [sharesOf(actual.weights), sharesOf(weights)];
      const shares = Object.keys(weights).flatMap((target) => {
        const pair = { target, now: now[target] ?? 0, meant: meant[target] ?? 0 };
        return Math.abs(pair.now - pair.meant) > TOLERANCE ? [pair] : [];
      });
      if (shares.length === 0) continue;
      yield {
        file,
        path: ['upstreams', actual.name],
        values: { upstream: actual.name, shares },
      };
    }
  },
  text: {
    en: {
      title: 'weights that differ from the strategy',
      message: ({ upstream: name, shares }, { number }) =>
        `upstream ${name}: ${listed(
          shares.map(
            ({ target, now, meant }) =>
              `${target} has ${number(now, 1)} % instead of ${number(meant, 1)} %`,
          ),
          'en',
        )}`,
      fix: () =>
        'if Ballast runs, `ballast status` says why; if not, `ballast restore --baseline` writes the weights of the strategy',
      why: 'Weights that nobody meant are what is left of a hand-made failover, a decK sync or a Ballast that was stopped half-way. They stay until somebody looks.',
    },
    nl: {
      title: 'gewichten die afwijken van de strategie',
      message: ({ upstream: name, shares }, { number }) =>
        `upstream ${name}: ${listed(
          shares.map(
            ({ target, now, meant }) =>
              `${target} heeft ${number(now, 1)} % in plaats van ${number(meant, 1)} %`,
          ),
          'nl',
        )}`,
      fix: () =>
        'draait Ballast, dan zegt `ballast status` waarom; zo niet, dan schrijft `ballast restore --baseline` de gewichten van de strategie',
      why: 'Gewichten die niemand bedoelt, zijn overgebleven van een failover met de hand, een sync van decK of een Ballast die halverwege gestopt is. Ze blijven staan tot iemand kijkt.',
    },
  },
  good: { files: kong({ wanted: wanted({ 'a:80': 5000, 'b:80': 5000 }) }) },
  bad: {
    files: kong({
      upstreams: [upstream({ weights: { 'a:80': 1, 'b:80': 100 } })],
      wanted: wanted({ 'a:80': 99, 'b:80': 1 }),
    }),
    at: ['upstreams.shop'],
  },
});

function* pairsOf({ upstreams, wanted: state }: LiveFacts): Generator<Pair> {
  for (const { name, weights } of state?.upstreams ?? []) {
    const actual = upstreams.find((one) => one.name === name);
    if (actual !== undefined) yield { actual, weights };
  }
}

/** In percent of the whole. */
function sharesOf(weights: Readonly<Record<string, number>>): Record<string, number> {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return {};
  return Object.fromEntries(
    Object.entries(weights).map(([target, weight]) => [target, (weight / total) * 100]),
  );
}
