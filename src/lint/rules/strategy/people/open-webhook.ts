/** Events sent to a webhook over plain HTTP. */

import { channelUrls } from '../../../../model/notification.ts';
import { defineRule } from '../../../define-rule.ts';
import { strategyFile } from '../examples.ts';

export const openWebhook = defineRule<'strategy', { readonly host: string }>({
  code: 'KB213',
  name: 'webhook-over-plain-http',
  severity: 'warning',
  source: 'RFC 9110 4.2.1 (http is not secured); BLS1706',
  appliesTo: 'strategy',
  *check({ file, strategy }) {
    for (const [index, { channel }] of strategy.notify.entries()) {
      const [url = ''] = channelUrls(channel);
      const host = /^http:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)/i.exec(url)?.[1];
      if (host === undefined || /^(?:localhost|127\.|\[::1\])/i.test(host)) continue;
      const place = channel.kind === 'webhook' ? ['webhook'] : [channel.kind, 'url'];
      yield { file, path: ['notify', index, ...place], values: { host } };
    }
  },
  text: {
    en: {
      title: 'events over plain HTTP',
      message: ({ host }) => `events go to ${host} without encryption`,
      fix: () => 'use https, or a loopback address',
      why: 'An event names services, targets and what is wrong with them; and who can change it on its way can make people approve what they should not. Paths of webhooks are often secrets besides.',
    },
    nl: {
      title: 'events over gewone HTTP',
      message: ({ host }) => `events gaan onversleuteld naar ${host}`,
      fix: () => 'gebruik https, of een loopback-adres',
      why: 'In een event staat welke services en targets er zijn en wat er mis mee is; wie het onderweg kan veranderen, kan mensen iets laten goedkeuren wat niet hoort. Bovendien is het pad van een webhook vaak een geheim.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({
      top: {
        notify:
          '[{ webhook: "http://hooks.example.com/x", events: [failover, capacity, telemetry] }]',
      },
    }),
    at: ['notify[0].webhook'],
  },
});
