/** What Ballast's telemetry needs of the node: two plugins, and Lua in one of them. */

import { defineRule } from '../../../define-rule.ts';
import { kong, node } from '../examples.ts';
import { eachNode, nameOf } from '../setting.ts';

interface Values {
  readonly node: string;
  readonly plugin: string;
}

const NEEDED = ['http-log', 'prometheus'];

export const pluginNotAvailable = defineRule<'live', Values>({
  code: 'KB406',
  name: 'plugin-not-available',
  severity: 'error',
  source: 'recordings 47; kong-facts D3',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, at } of eachNode(input)) {
      // A node that lists none does not tell.
      if (one.plugins.length === 0) continue;
      for (const plugin of NEEDED) {
        if (one.plugins.includes(plugin)) continue;
        yield { ...at('plugins'), values: { node: nameOf(one), plugin } };
      }
    }
  },
  text: {
    en: {
      title: 'plugin not available on the node',
      message: ({ node: name, plugin }) => `${name} cannot run ${plugin}: Kong would refuse it`,
      fix: ({ plugin }) => `add ${plugin} to the setting plugins, or write plugins = bundled`,
      why: 'Kong’s logs are the only signal per target, and its metrics the only one of the service as callers see it. Without them Ballast steers by its own probes alone.',
    },
    nl: {
      title: 'plugin niet beschikbaar op de node',
      message: ({ node: name, plugin }) =>
        `${name} kan ${plugin} niet draaien: Kong weigert die plugin`,
      fix: ({ plugin }) => `zet ${plugin} bij de instelling plugins, of schrijf plugins = bundled`,
      why: 'De logs van Kong zijn het enige signaal per target, en de metrics het enige beeld van de service zoals clients haar zien. Zonder die twee stuurt Ballast alleen op zijn eigen probes.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({ plugins: ['prometheus', 'cors'] })] }),
    at: ['nodes["127.0.0.1:8001"].plugins'],
  },
});

export const luaSwitchedOff = defineRule<'live', { readonly node: string }>({
  code: 'KB407',
  name: 'untrusted-lua-off',
  severity: 'error',
  source: 'kong-facts D2',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, setting } of eachNode(input)) {
      if (one.configuration['untrusted_lua'] !== 'off') continue;
      yield { ...setting('untrusted_lua'), values: { node: nameOf(one) } };
    }
  },
  text: {
    en: {
      title: 'no Lua in plugin settings',
      message: ({ node: name }) =>
        `untrusted_lua is off on ${name}: custom_fields_by_lua fails, so no times per try and nothing personal is removed from logs`,
      fix: () => 'set untrusted_lua = sandbox, Kong’s default',
      why: 'The http-log that `generate` writes adds the address and time of each try and takes out headers, cookies, query strings and client addresses with small Lua functions. They run in a sandbox.',
    },
    nl: {
      title: 'geen Lua in instellingen van plugins',
      message: ({ node: name }) =>
        `untrusted_lua staat op ${name} uit: custom_fields_by_lua mislukt, dus geen tijden per poging en persoonlijke gegevens blijven in de logs`,
      fix: () => 'zet untrusted_lua = sandbox, de standaard van Kong',
      why: 'De http-log die `generate` schrijft, voegt met kleine Lua-functies adres en tijd van elke poging toe en haalt headers, cookies, query strings en clientadressen weg. Ze draaien in een sandbox.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({}, { untrusted_lua: 'off' })] }),
    at: ['nodes["127.0.0.1:8001"].configuration.untrusted_lua'],
  },
});
