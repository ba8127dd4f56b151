/** Hosts that `ballast init` made up, or that can never resolve: nothing would be served. */

import { defineRule } from '../../../define-rule.ts';
import { eachService } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  /** `null`: where Kong sends its logs. */
  readonly service: string | null;
  readonly host: string;
  readonly others: number;
}

/** Nobody can register these (RFC 2606). */
const RESERVED = /\.(?:example|invalid)\.?$/i;

export const placeholderHosts = defineRule<'strategy', Values>({
  code: 'KB234',
  name: 'placeholder-hosts',
  severity: 'warning',
  source: 'RFC 2606, section 2',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, at } of eachService(input)) {
      const [first, ...others] = service.targets.filter(({ host }) => RESERVED.test(host));
      if (first === undefined) continue;
      const values = { service: service.name, host: first.host, others: others.length };
      yield { ...at('targets', first.region), at: 'key', values };
    }
    const host = new URL(input.strategy.telemetry.logs.url).hostname;
    if (!RESERVED.test(host)) return;
    const values = { service: null, host, others: 0 };
    yield { file: input.file, path: ['telemetry', 'logs'], at: 'key', values };
  },
  text: {
    en: {
      title: 'hosts of an example',
      message: ({ service, host, others }) =>
        service === null
          ? `Kong would send its logs to ${host}, a name that resolves nowhere`
          : `${service} has ${host}${others === 0 ? '' : ` and ${others} more`} as targets: names that resolve nowhere`,
      fix: ({ service }) =>
        service === null
          ? 'write the name at which Kong reaches Ballast'
          : 'write your own hosts; `ballast init` marks what to replace with REPLACE',
      why: 'Names under .example and .invalid belong to nobody and never resolve. `ballast init` writes them where it was not told a host, so that the file is whole; with them Kong finds no target and answers 503.',
    },
    nl: {
      title: 'hosts van een voorbeeld',
      message: ({ service, host, others }) =>
        service === null
          ? `Kong zou zijn logs naar ${host} sturen, een naam die nergens bestaat`
          : `${service} heeft ${host}${others === 0 ? '' : ` en nog ${others}`} als targets: namen die nergens bestaan`,
      fix: ({ service }) =>
        service === null
          ? 'schrijf de naam waaronder Kong Ballast bereikt'
          : 'schrijf je eigen hosts; `ballast init` zet VERVANG bij wat niet kan blijven',
      why: 'Namen onder .example en .invalid zijn van niemand en bestaan nooit in DNS. `ballast init` schrijft ze waar het geen host te horen kreeg, zodat het bestand heel is; Kong vindt er geen target mee en antwoordt 503.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({
      shop: {
        targets:
          '{ eu-west: { hosts: ["a1.example:80", "a2.example:80"], capacity: 200rps }, eu-north: { hosts: [b1:80, b2:80], capacity: 200rps } }',
      },
    }),
    at: ['services.shop.targets.eu-west'],
  },
});
