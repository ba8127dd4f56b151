/** Ballast listens on loopback while Kong runs elsewhere: Kong would send its logs to itself. */

import { defineRule } from '../../../define-rule.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly gateway: string;
  readonly host: string;
  readonly url: string;
}

export const logsNeverArrive = defineRule<'strategy', Values>({
  code: 'KB233',
  name: 'logs-never-arrive',
  severity: 'error',
  source: 'design §2 (telemetry.logs); kong-facts D3',
  appliesTo: 'strategy',
  *check({ file, strategy }) {
    const { url } = strategy.telemetry.logs;
    if (!isLoopback(hostOf(url))) return;
    for (const { name, adminUrls } of strategy.gateways) {
      const host = adminUrls.map(hostOf).find((one) => !isLoopback(one));
      if (host === undefined) continue;
      yield { file, path: ['telemetry', 'logs'], at: 'key', values: { gateway: name, host, url } };
    }
  },
  text: {
    en: {
      title: 'Kong’s logs go to Kong itself',
      message: ({ gateway, host, url }) =>
        `${gateway} runs on ${host}, so ${url} is its own loopback: no log ever arrives here`,
      fix: () =>
        'listen on an address that Kong reaches, with tokenFile or allow, or name the way there in telemetry.logs.url',
      why: 'Without Kong’s logs Ballast has no request outcomes: no ejection, no adaptation, no partial failure is seen, and all of it freezes as for lost telemetry.',
    },
    nl: {
      title: 'de logs van Kong gaan naar Kong zelf',
      message: ({ gateway, host, url }) =>
        `${gateway} draait op ${host}, dus ${url} is daar zijn eigen loopback: hier komt geen log aan`,
      fix: () =>
        'luister op een adres dat Kong kan bereiken, met tokenFile of allow, of zet de weg ernaartoe in telemetry.logs.url',
      why: 'Zonder de logs van Kong weet Ballast niet hoe requests aflopen: geen target gaat eruit, niets past zich aan, gedeeltelijke uitval blijft onzichtbaar en alles bevriest alsof de telemetrie weg is.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({
      top: {
        gateways:
          '{ kong-west: { region: eu-west, admin: "http://10.0.0.5:8001" }, kong-north: { region: eu-north, admin: "http://10.1.0.5:8001" } }',
      },
    }),
    at: ['telemetry.logs', 'telemetry.logs'],
  },
});

function hostOf(url: string): string {
  return /^[a-z]+:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
