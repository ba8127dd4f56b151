/** Tries × time-outs against how long callers wait. */

import { defineRule } from '../../../define-rule.ts';
import { says, within } from '../../../inputs/kong.ts';
import type { KongService } from '../../../inputs/kong.ts';
import { seconds } from '../../../words.ts';
import { kongExample } from '../../example.ts';

const TIMEOUTS = ['connect_timeout', 'read_timeout', 'write_timeout'] as const;

const example = (timeouts: string) => `
  services:
    - name: order-api
      host: orders.example.com${timeouts}
`;
const set = (readMs: number) => `
      retries: 2
      connect_timeout: 1000
      read_timeout: ${readMs}
      write_timeout: ${readMs}`;

interface Values {
  readonly service: string;
  readonly tries: number;
  /** Either a target does not let itself be connected to, or it does and does not answer. */
  readonly tryMs: number;
  readonly totalMs: number;
  readonly deadlineMs: number;
}

export const noTimeouts = defineRule<'kong', Values>({
  code: 'KB161',
  name: 'no-timeouts',
  severity: 'error',
  source: 'kong-facts A10, G (#13502); recordings 46',
  appliesTo: 'kong',
  *check({ services }, { deadlineMs }) {
    for (const service of services) {
      if (!isHttp(service) || TIMEOUTS.some((name) => says(service, name))) continue;
      yield { ...within(service), values: valuesOf(service, deadlineMs) };
    }
  },
  text: {
    en: {
      title: 'no time-outs: a minute for each step of each try',
      message: ({ service, tries }) =>
        `no timeouts set for ${service}: Kong's 60 s × (${tries - 1} retries + 1); a black-holed target holds every request longer than callers wait`,
      fix: () =>
        'set connect_timeout to 500–1000, and read_timeout and write_timeout a little above the slowest good answer, so that all tries fit in what callers wait',
      why: "Kong's default is 60 s each for connecting, writing and reading, and five retries. A target that takes packets and gives nothing back then holds a request for minutes, and the connections of everyone who waits.",
    },
    nl: {
      title: 'geen time-outs: een minuut voor elke stap van elke poging',
      message: ({ service, tries }) =>
        `voor ${service} zijn geen time-outs gezet: Kongs 60 s × (${tries - 1} retries + 1); een target dat alles opslokt, houdt elk verzoek langer vast dan aanroepers wachten`,
      fix: () =>
        'zet connect_timeout op 500–1000, en read_timeout en write_timeout iets boven het traagste goede antwoord, zodat alle pogingen passen in wat aanroepers wachten',
      why: 'Kong rekent standaard 60 s voor verbinden, schrijven en lezen elk, en vijf retries. Een target dat pakketten aanneemt en niets teruggeeft, houdt een verzoek dan minuten vast, en de verbindingen van iedereen die wacht ook.',
    },
  },
  good: kongExample(example(set(2_000))),
  bad: { ...kongExample(example('')), at: ['services[0]'] },
});

export const triesOverDeadline = defineRule<'kong', Values>({
  code: 'KB162',
  name: 'tries-over-deadline',
  severity: 'warning',
  source: 'kong-facts A10; recordings 46, 67',
  appliesTo: 'kong',
  *check({ services }, { deadlineMs }) {
    for (const service of services) {
      if (!isHttp(service) || !TIMEOUTS.some((name) => says(service, name))) continue;
      const values = valuesOf(service, deadlineMs);
      if (values.totalMs <= deadlineMs) continue;
      const named = TIMEOUTS.find((name) => !says(service, name)) ?? 'read_timeout';
      yield { ...within(service, named), values };
    }
  },
  text: {
    en: {
      title: 'all tries together take longer than callers wait',
      message: ({ service, tries, tryMs, totalMs, deadlineMs }, format) =>
        `${service}: ${tries} ${tries === 1 ? 'try' : 'tries'} of up to ${seconds(tryMs, format)} make ${seconds(totalMs, format)}, but callers wait ${seconds(deadlineMs, format)}`,
      fix: ({ tries, deadlineMs }, format) =>
        `let a try take at most ${seconds(deadlineMs / tries, format)} (the longest of its time-outs), or lower retries`,
      why: 'A retry that comes after the caller has gone helps nobody and loads the targets that are left. Kong has no deadline over all tries: only the time-outs of each step and the number of retries.',
    },
    nl: {
      title: 'alle pogingen samen duren langer dan aanroepers wachten',
      message: ({ service, tries, tryMs, totalMs, deadlineMs }, format) =>
        `${service}: ${tries} ${tries === 1 ? 'poging' : 'pogingen'} van maximaal ${seconds(tryMs, format)} duren samen ${seconds(totalMs, format)}, maar aanroepers wachten ${seconds(deadlineMs, format)}`,
      fix: ({ tries, deadlineMs }, format) =>
        `laat een poging hooguit ${seconds(deadlineMs / tries, format)} duren (de langste van de time-outs), of verlaag retries`,
      why: 'Een retry die komt als de aanroeper al weg is, helpt niemand en belast de targets die over zijn. Kong kent geen limiet over alle pogingen heen: alleen de time-outs per stap en het aantal retries.',
    },
  },
  good: kongExample(example(set(2_000))),
  bad: { ...kongExample(example(set(30_000))), at: ['services[0].read_timeout'] },
});

function isHttp({ protocol }: KongService): boolean {
  return /^(?:http|grpc)s?$/.test(protocol);
}

function valuesOf({ name, host, retries, timeoutsMs }: KongService, deadlineMs: number): Values {
  const tries = retries + 1;
  const tryMs = Math.max(timeoutsMs.connect, timeoutsMs.read, timeoutsMs.write);
  return { service: name ?? host ?? '?', tries, tryMs, totalMs: tries * tryMs, deadlineMs };
}
