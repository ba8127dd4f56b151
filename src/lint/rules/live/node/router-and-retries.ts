/** Settings that change what routes may say and what is tried again. */

import { defineRule } from '../../../define-rule.ts';
import { kong, node } from '../examples.ts';
import { eachNode, nameOf } from '../setting.ts';

export const expressionsRouter = defineRule<'live', { readonly node: string }>({
  code: 'KB410',
  name: 'router-of-expressions',
  severity: 'warning',
  source: 'https://github.com/Kong/kong/discussions/12044; kong-facts C5',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, setting } of eachNode(input)) {
      if (one.configuration['router_flavor'] !== 'expressions') continue;
      yield { ...setting('router_flavor'), values: { node: nameOf(one) } };
    }
  },
  text: {
    en: {
      title: 'router of expressions',
      message: ({ node: name }) =>
        `${name} has router_flavor = expressions, which may refuse routes written with paths and methods`,
      fix: () =>
        'set router_flavor = traditional_compatible, Kong’s default, or write `routes: []` and own them elsewhere',
      why: 'Routes that `generate` writes have paths, methods and hosts. A router of expressions wants a field `expression` instead, and versions differ in whether they take the others as well.',
    },
    nl: {
      title: 'router met expressies',
      message: ({ node: name }) =>
        `${name} heeft router_flavor = expressions; die kan routes met paths en methods weigeren`,
      fix: () =>
        'zet router_flavor = traditional_compatible, de standaard van Kong, of schrijf `routes: []` en beheer ze elders',
      why: 'De routes die `generate` schrijft hebben paths, methods en hosts. Deze router wil in plaats daarvan een veld `expression`, en het verschilt per versie of hij de andere ook neemt.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({}, { router_flavor: 'expressions' })] }),
    at: ['nodes["127.0.0.1:8001"].configuration.router_flavor'],
  },
});

interface RetryValues {
  readonly node: string;
  readonly words: string;
}

const SETTING = /^nginx_(?:proxy|http)_proxy_next_upstream$/;

export const repeatedWrites = defineRule<'live', RetryValues>({
  code: 'KB411',
  name: 'writes-are-repeated',
  severity: 'error',
  source: 'kong-facts A10; recordings 67',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, setting } of eachNode(input)) {
      for (const [name, words] of Object.entries(one.configuration)) {
        if (!SETTING.test(name) || typeof words !== 'string') continue;
        if (!words.includes('non_idempotent')) continue;
        yield { ...setting(name), values: { node: nameOf(one), words } };
      }
    }
  },
  text: {
    en: {
      title: 'POST is sent twice',
      message: ({ node: name, words }) =>
        `${name} repeats requests that are not idempotent (${words}): a POST that timed out may be done twice`,
      fix: () =>
        'remove non_idempotent; Kong then repeats POST only when the connection was refused',
      why: 'A time-out does not say whether the target did the work. A second try on another target orders, pays or books a second time.',
    },
    nl: {
      title: 'POST wordt twee keer verstuurd',
      message: ({ node: name, words }) =>
        `${name} herhaalt requests die niet idempotent zijn (${words}): een POST met een time-out kan twee keer uitgevoerd worden`,
      fix: () =>
        'haal non_idempotent weg; Kong herhaalt een POST dan alleen als de verbinding geweigerd werd',
      why: 'Een time-out zegt niet of het target het werk gedaan heeft. Een tweede poging op een ander target bestelt, betaalt of boekt nog eens.',
    },
  },
  good: {
    files: kong({ nodes: [node({}, { nginx_proxy_proxy_next_upstream: 'error timeout' })] }),
  },
  bad: {
    files: kong({
      nodes: [node({}, { nginx_proxy_proxy_next_upstream: 'error timeout non_idempotent' })],
    }),
    at: ['nodes["127.0.0.1:8001"].configuration.nginx_proxy_proxy_next_upstream'],
  },
});
