/** Rate limits that contradict each other, or count otherwise than one thinks. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';

const WINDOWS = [
  { name: 'second', seconds: 1 },
  { name: 'minute', seconds: 60 },
  { name: 'hour', seconds: 3_600 },
  { name: 'day', seconds: 86_400 },
] as const;
type Window = (typeof WINDOWS)[number]['name'];

/** Spent sooner than in this part of its window, a limit is not what sets the pace. */
const SPENT_RATIO = 0.5;

const example = (config: string) => `
  plugins:
    - name: rate-limiting
      config: ${config}
`;

interface Values {
  readonly long: Window;
  readonly short: Window;
  readonly longLimit: number;
  readonly shortLimit: number;
  /** How many of the short windows spend the long one. */
  readonly windows: number;
}

export const rateLimitsContradict = defineRule<'kong', Values>({
  code: 'KB180',
  name: 'rate-limits-contradict',
  severity: 'warning',
  source: 'folklore b-plugins; kong-facts E13',
  appliesTo: 'kong',
  *check({ plugins }) {
    for (const plugin of plugins) {
      if (plugin.name !== 'rate-limiting') continue;
      const set = WINDOWS.flatMap((window) => {
        const limit = plugin.config[window.name];
        return typeof limit === 'number' && limit > 0 ? [{ ...window, limit }] : [];
      });
      for (const [index, long] of set.entries()) {
        const short = set[index - 1];
        if (short === undefined) continue;
        const windows = long.limit / short.limit;
        if ((windows * short.seconds) / long.seconds > SPENT_RATIO) continue;
        yield {
          ...within(plugin, 'config', long.name),
          values: {
            long: long.name,
            short: short.name,
            windows,
            longLimit: long.limit,
            shortLimit: short.limit,
          },
        };
      }
    }
  },
  text: {
    en: {
      title: 'one rate limit makes the other pointless',
      message: ({ long, short, longLimit, shortLimit, windows }, format) =>
        `rate-limiting ${long} ${longLimit} is spent after ${format.number(windows, 1)} ${short}${windows === 1 ? '' : 's'} at ${short} ${shortLimit}: 429 for the rest of the ${long}`,
      fix: ({ long, short, shortLimit }) =>
        `raise ${long} to what ${short} ${shortLimit} allows in that time, or leave one of the two out`,
      why: 'A client that keeps to the short limit runs into the long one and is then shut out for most of the window.',
    },
    nl: {
      title: 'de ene rate limit maakt de andere zinloos',
      message: ({ long, short, longLimit, shortLimit, windows }, format) =>
        `rate-limiting ${long} ${longLimit} is op na ${format.number(windows, 1)} ${NL[short][windows === 1 ? 0 : 1]} met ${short} ${shortLimit}: de rest van ${NL_REST[long]} is het 429`,
      fix: ({ long, short, shortLimit }) =>
        `verhoog ${long} tot wat ${short} ${shortLimit} over die tijd toelaat, of laat een van de twee weg`,
      why: 'Een client die zich aan de korte limiet houdt, loopt tegen de lange aan en wordt dan het grootste deel van het venster buitengesloten.',
    },
  },
  good: kongExample(example('{ minute: 100, hour: 6000, policy: redis }')),
  bad: {
    ...kongExample(example('{ minute: 100, hour: 1000, policy: redis }')),
    at: ['plugins[0].config.hour'],
  },
});

const NL: Readonly<Record<Window, readonly [one: string, many: string]>> = {
  second: ['seconde', 'seconden'],
  minute: ['minuut', 'minuten'],
  hour: ['uur', 'uur'],
  day: ['dag', 'dagen'],
};

const NL_REST: Readonly<Record<Window, string>> = {
  second: 'de seconde',
  minute: 'de minuut',
  hour: 'het uur',
  day: 'de dag',
};

export const rateLimitPerNode = defineRule<'kong', { nodes: number }>({
  code: 'KB181',
  name: 'rate-limit-per-node',
  severity: 'info',
  source: 'kong-facts E13',
  appliesTo: 'kong',
  *check({ plugins }, { kong: { nodes } }) {
    for (const plugin of plugins) {
      if (plugin.name !== 'rate-limiting') continue;
      if ((plugin.config['policy'] ?? 'local') !== 'local') continue;
      yield { ...within(plugin, 'config', 'policy'), values: { nodes } };
    }
  },
  text: {
    en: {
      title: 'policy local counts per node',
      message: ({ nodes }) =>
        nodes > 1
          ? `rate-limiting policy local counts per node: with ${nodes} nodes up to ${nodes} times the limit gets through`
          : 'rate-limiting policy local counts per node: each node that is added lets the limit through once more',
      fix: () => 'divide the limit by the number of nodes, or use policy: redis',
      why: 'With several nodes the real limit is the number times the nodes, and it changes when a node comes or goes. It is the cheapest policy and good enough to protect a service.',
    },
    nl: {
      title: 'policy local telt per node',
      message: ({ nodes }) =>
        nodes > 1
          ? `rate-limiting met policy local telt per node: met ${nodes} nodes komt tot ${nodes} keer de limiet erdoor`
          : 'rate-limiting met policy local telt per node: elke node erbij laat de limiet nog een keer door',
      fix: () => 'deel de limiet door het aantal nodes, of gebruik policy: redis',
      why: 'Met meer nodes is de echte limiet het getal maal het aantal nodes, en die verandert als er een node bij komt of wegvalt. Het is wel de goedkoopste policy, en goed genoeg om een service te beschermen.',
    },
  },
  good: kongExample(example('{ minute: 100, policy: redis }')),
  bad: {
    ...kongExample(example('{ minute: 100, policy: local }')),
    at: ['plugins[0].config.policy'],
  },
});

export const rateLimitCluster = defineRule<'kong', Record<string, never>>({
  code: 'KB182',
  name: 'rate-limit-cluster',
  severity: 'warning',
  source: 'kong-facts E13',
  appliesTo: 'kong',
  *check({ plugins }) {
    for (const plugin of plugins) {
      if (plugin.name !== 'rate-limiting' || plugin.config['policy'] !== 'cluster') continue;
      yield { ...within(plugin, 'config', 'policy'), values: {} };
    }
  },
  text: {
    en: {
      title: 'policy cluster counts in the database',
      message: () =>
        'rate-limiting policy cluster needs a database on every node: it does not work DB-less or in hybrid mode, and elsewhere writes for each request',
      fix: () => 'use policy: redis, or local with the limit divided by the number of nodes',
      why: "Each request waits for a count in Kong's database, which becomes part of the path that must not fail.",
    },
    nl: {
      title: 'policy cluster telt in de database',
      message: () =>
        'rate-limiting met policy cluster heeft op elke node een database nodig: het werkt niet DB-less of in hybrid mode, en schrijft anders bij elk verzoek',
      fix: () => 'gebruik policy: redis, of local met de limiet gedeeld door het aantal nodes',
      why: 'Elk verzoek wacht dan op een telling in de database van Kong, die zo deel wordt van het pad dat niet mag falen.',
    },
  },
  good: kongExample(example('{ minute: 100, policy: redis }')),
  bad: {
    ...kongExample(example('{ minute: 100, policy: cluster }')),
    at: ['plugins[0].config.policy'],
  },
});
