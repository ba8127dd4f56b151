/** "Kong's circuit-breaker plugin": there is none. */

import { defineClaim } from './claim-rule.ts';
import { isDenied } from './words.ts';

const NAME = String.raw`(circuit[\s-]?breakers?|health[\s-]?checks?|upstream-healthcheck|failover|load[\s-]?balanc(?:er|ing))`;
const PLUGIN = new RegExp(String.raw`\b${NAME}[\s-]+plug-?in|plug-?ins?[\s:"']+${NAME}\b`);

export const inventedPluginClaim = defineClaim<{ readonly plugin: string }>({
  code: 'KB606',
  name: 'claim-plugin-that-does-not-exist',
  severity: 'error',
  source: 'kong-facts E1, E2; recordings 47',
  recognise(plain) {
    const [, before, after] = PLUGIN.exec(plain) ?? [];
    const plugin = before ?? after;
    return plugin === undefined || isDenied(plain) ? null : { plugin: plugin.trim() };
  },
  text: {
    en: {
      title: 'plugin that Kong does not have',
      message: ({ plugin }) => `Kong has no ${plugin} plugin`,
      fix: () =>
        'describe upstream.healthchecks: active checks probe, passive checks are Kong’s circuit breaker; failover between regions is Ballast’s',
      why: 'Kong refuses such a plugin with “not enabled; add it to the ‘plugins’ configuration property”. What the text promises is done by nobody.',
    },
    nl: {
      title: 'plugin die Kong niet heeft',
      message: ({ plugin }) => `Kong heeft geen ${plugin}-plugin`,
      fix: () =>
        'beschrijf upstream.healthchecks: actieve checks testen, passieve checks zijn de circuit breaker van Kong; failover tussen regio’s doet Ballast',
      why: 'Kong weigert zo’n plugin met “not enabled; add it to the ‘plugins’ configuration property”. Wat de tekst belooft, doet dus niemand.',
    },
  },
  good: 'The prometheus plugin exports target health; passive health checks are the circuit breaker.',
  bad: [
    'The circuit-breaker plugin of Kong opens after five failures.',
    'We zetten de plugin `healthchecks` aan op elke service.',
  ],
});
