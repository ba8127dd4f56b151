/** A plugin that this Kong does not have. */

import { nearest } from '../../../../lib/nearest.ts';
import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';
import { ENTERPRISE_PLUGINS, INSTEAD, OSS_PLUGINS } from './known-plugins.ts';

interface Values {
  readonly plugin: string;
  readonly isEnterprise: boolean;
  readonly meant: string | null;
}

export const unknownPlugin = defineRule<'kong', Values>({
  code: 'KB102',
  name: 'unknown-plugin',
  severity: 'error',
  source: 'recordings 47; kong-facts E1, E2',
  appliesTo: 'kong',
  *check({ plugins }, { kong }) {
    for (const plugin of plugins) {
      const { name } = plugin;
      const isEnterprise = ENTERPRISE_PLUGINS.includes(name);
      if (name === '' || OSS_PLUGINS.includes(name)) continue;
      if (isEnterprise && kong.edition !== 'oss') continue;
      const meant = nearest(name, OSS_PLUGINS);
      const isInvented =
        isEnterprise || meant !== null || INSTEAD.some(([form]) => form.test(name));
      yield {
        ...within(plugin, 'name'),
        // It may be a plugin of their own.
        severity: isInvented ? 'error' : 'warning',
        values: { plugin: name, isEnterprise, meant },
      };
    }
  },
  text: {
    en: {
      title: 'a plugin that Kong does not have',
      message: ({ plugin, isEnterprise }) =>
        isEnterprise
          ? `there is no plugin \`${plugin}\` in Kong OSS, only in Enterprise and Konnect`
          : `there is no plugin \`${plugin}\` in Kong`,
      fix: ({ plugin, meant }) =>
        instead(plugin, 'en') ??
        (meant === null
          ? 'if it is your own, see that every node has it in `plugins`'
          : `did you mean \`${meant}\`?`),
      why: "Kong refuses the whole file or request: 400, plugin 'x' not enabled; add it to the 'plugins' configuration property.",
    },
    nl: {
      title: 'een plugin die Kong niet heeft',
      message: ({ plugin, isEnterprise }) =>
        isEnterprise
          ? `de plugin \`${plugin}\` zit niet in Kong OSS, alleen in Enterprise en Konnect`
          : `Kong heeft geen plugin \`${plugin}\``,
      fix: ({ plugin, meant }) =>
        instead(plugin, 'nl') ??
        (meant === null
          ? 'is het er een van jezelf, zorg dan dat hij op elke node onder `plugins` staat'
          : `bedoel je \`${meant}\`?`),
      why: "Kong weigert het hele bestand of verzoek: 400, plugin 'x' not enabled; add it to the 'plugins' configuration property.",
    },
  },
  good: kongExample(`
    plugins:
      - name: prometheus
        config: { status_code_metrics: true }
  `),
  bad: {
    ...kongExample(`
      plugins:
        - name: circuit-breaker
          config: { response_timeout: 5000 }
    `),
    at: ['plugins[0].name'],
  },
});

function instead(plugin: string, language: 'en' | 'nl'): string | null {
  return INSTEAD.find(([form]) => form.test(plugin))?.[1][language] ?? null;
}
