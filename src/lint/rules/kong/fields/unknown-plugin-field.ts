/** Settings that a plugin does not have. */

import { nearest } from '../../../../lib/nearest.ts';
import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import { PLUGIN_FIELDS } from '../../../schema/plugin-fields.ts';
import { listed } from '../../../words.ts';
import { kongExample } from '../../example.ts';

interface Values {
  readonly plugin: string;
  readonly field: string;
  readonly isLater: boolean;
  readonly meant: string | null;
  readonly fields: readonly string[];
}

export const unknownPluginField = defineRule<'kong', Values>({
  code: 'KB104',
  name: 'unknown-plugin-field',
  severity: 'error',
  source: 'recordings 48 (GET /schemas/plugins/…); kong-facts E4',
  appliesTo: 'kong',
  *check({ plugins }, { kong }) {
    for (const plugin of plugins) {
      const known = Object.hasOwn(PLUGIN_FIELDS, plugin.name)
        ? PLUGIN_FIELDS[plugin.name]
        : undefined;
      if (known === undefined) continue;
      for (const field of Object.keys(plugin.config)) {
        const isLater = known.later.includes(field);
        if (known.oss.includes(field) || (isLater && kong.edition !== 'oss')) continue;
        yield {
          ...within(plugin, 'config', field),
          at: 'key',
          values: {
            plugin: plugin.name,
            field,
            isLater,
            fields: known.oss,
            meant: isBuckets(plugin.name, field) || isLater ? null : nearest(field, known.oss),
          },
        };
      }
    }
  },
  text: {
    en: {
      title: 'a setting that the plugin does not have',
      message: ({ plugin, field, isLater }) => {
        if (isBuckets(plugin, field)) {
          return 'prometheus has no `config.buckets`; its buckets are fixed';
        }
        return isLater
          ? `${plugin} has \`config.${field}\` in Kong Enterprise from 3.10 only`
          : `${plugin} has no \`config.${field}\``;
      },
      fix: ({ plugin, field, meant, fields }) => {
        if (isBuckets(plugin, field)) {
          return 'leave it out; the edges of upstream and request latency are 25, 50, 80, 100, 250, 400, 700 ms and 1, 2, 5, 10, 30, 60 s';
        }
        return meant === null
          ? `leave it out; there are ${listed(fields, 'en', 10)}`
          : `did you mean \`${meant}\`?`;
      },
      why: 'Kong refuses the whole file or request: 400, config: unknown field.',
    },
    nl: {
      title: 'een instelling die de plugin niet heeft',
      message: ({ plugin, field, isLater }) => {
        if (isBuckets(plugin, field)) {
          return 'prometheus heeft geen `config.buckets`; de buckets liggen vast';
        }
        return isLater
          ? `${plugin} heeft \`config.${field}\` alleen in Kong Enterprise vanaf 3.10`
          : `${plugin} heeft geen \`config.${field}\``;
      },
      fix: ({ plugin, field, meant, fields }) => {
        if (isBuckets(plugin, field)) {
          return 'laat het weg; de grenzen van upstream- en request-latency zijn 25, 50, 80, 100, 250, 400, 700 ms en 1, 2, 5, 10, 30, 60 s';
        }
        return meant === null
          ? `laat het weg; er zijn ${listed(fields, 'nl', 10)}`
          : `bedoel je \`${meant}\`?`;
      },
      why: 'Kong weigert het hele bestand of verzoek: 400, config: unknown field.',
    },
  },
  good: kongExample(`
    plugins:
      - name: prometheus
        config: { status_code_metrics: true, latency_metrics: true }
  `),
  bad: {
    ...kongExample(`
      plugins:
        - name: prometheus
          config: { buckets: [0.1, 0.5, 1, 5, 10] }
    `),
    at: ['plugins[0].config.buckets'],
  },
});

function isBuckets(plugin: string, field: string): boolean {
  return plugin === 'prometheus' && /buckets/.test(field);
}
