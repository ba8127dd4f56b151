/** What Kong's retries do and do not repeat. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import { listed } from '../../../words.ts';
import { kongExample } from '../../example.ts';

const WRITES = ['POST', 'PATCH'];

const example = (methods: string) => `
  services:
    - name: order-api
      host: orders.example.com
      retries: 1
      connect_timeout: 500
      routes:
        - name: orders
          paths: [/orders]
          methods: ${methods}
`;

export const whatARetryRepeats = defineRule<'kong', { services: readonly string[] }>({
  code: 'KB163',
  name: 'what-a-retry-repeats',
  severity: 'info',
  source: 'recordings 67; kong-facts A10',
  appliesTo: 'kong',
  *check({ services }) {
    const concerned = services.filter(({ retries, protocol, routes }) => {
      if (retries === 0 || !/^https?$/.test(protocol)) return false;
      return routes.some(
        ({ methods }) => methods.length === 0 || methods.some((method) => WRITES.includes(method)),
      );
    });
    // Once for each file: it is the same for all of them.
    const files = Map.groupBy(concerned, ({ file }) => file);
    for (const group of files.values()) {
      const [first] = group;
      if (first === undefined) continue;
      yield {
        ...within(first),
        values: { services: group.map(({ name, host }) => name ?? host ?? '?') },
      };
    }
  },
  text: {
    en: {
      title: 'what a retry repeats depends on the method',
      message: ({ services }) =>
        `what a retry of ${listed(services, 'en')} repeats: POST and PATCH only when the connection was refused; GET, PUT, DELETE also after a time-out or a closed connection; a 5xx answer never`,
      fix: () =>
        'make PUT and DELETE safe to repeat, and let callers repeat a POST themselves, with an idempotency key',
      why: 'A retry covers a target that is gone, not one that answers badly: that is for health checks. After a time-out a PUT or DELETE may have been carried out already.',
    },
    nl: {
      title: 'wat een retry herhaalt, hangt van de methode af',
      message: ({ services }) =>
        `wat een retry van ${listed(services, 'nl')} herhaalt: POST en PATCH alleen als de verbinding is geweigerd; GET, PUT en DELETE ook na een time-out of een verbroken verbinding; een 5xx-antwoord nooit`,
      fix: () =>
        'zorg dat PUT en DELETE herhaald mogen worden, en laat aanroepers een POST zelf herhalen, met een idempotency key',
      why: 'Een retry helpt tegen een target dat weg is, niet tegen een dat foute antwoorden geeft: daar zijn health checks voor. Na een time-out kan een PUT of DELETE al zijn uitgevoerd.',
    },
  },
  good: kongExample(example('[GET]')),
  bad: { ...kongExample(example('[GET, POST]')), at: ['services[0]'] },
});
