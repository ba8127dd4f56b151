/** The words that `init` asks and writes with, by language. */

import type { Language } from '../../lib/locale.ts';

export interface InitWords {
  readonly header: string;
  readonly objective: string;
  readonly regions: string;
  readonly gateways: string;
  readonly telemetry: string;
  readonly mode: string;
  readonly placeholders: string;
  readonly capacity: string;
  readonly health: string;
  readonly failover: string;
  readonly failback: string;
  readonly client: string;
  readonly ask: {
    readonly name: string;
    readonly availability: string;
    readonly p99: string;
    readonly regions: string;
    readonly services: string;
    hosts(service: string, region: string): string;
    admin(region: string): string;
    readonly algorithm: string;
    readonly failover: string;
    readonly list: string;
    readonly required: string;
    readonly cancelled: string;
  };
}

export const INIT_WORDS: Readonly<Record<Language, InitWords>> = {
  en: {
    header: 'What Ballast keeps up, and how. All keys: docs/strategy.md',
    objective: 'Default for every service. 99.99% over 30 days = 259 s of full outage.',
    regions: 'In order of preference; a gateway prefers its own region.',
    gateways: 'Each Kong cluster. tokenFile or tokenEnv when its Admin API wants a token.',
    telemetry: 'Kong sends its request log here (the generated http-log plugin does).',
    mode: 'observe: tell what would be done. act: do it.',
    placeholders: 'REPLACE these hosts by yours.',
    capacity: 'Add capacity: 200rps (per host) to learn whether the loss of a region fits.',
    health: 'Should fail when the service cannot do its work.',
    failover: 'standbyShare: traffic that the standby always gets, so that it is known to work.',
    failback: 'A healed region returns in these steps, each only after enough good requests.',
    client: 'How long callers wait: all tries of a request have to fit in.',
    ask: {
      name: 'Name of this set of services?',
      availability: 'Availability objective?',
      p99: 'Latency objective (p99)?',
      regions: 'Regions, first choice first?',
      services: 'Services?',
      hosts: (service, region) => `Hosts of ${service} in ${region}?`,
      admin: (region) => `Admin API of the Kong in ${region}? (empty: no Kong there)`,
      algorithm: 'Balancing method?',
      failover: 'What when a region fails?',
      list: 'separated by commas',
      required: 'Please answer this one.',
      cancelled: 'Nothing written.',
    },
  },
  nl: {
    header: 'Wat Ballast in de lucht houdt, en hoe. Alle sleutels: docs/strategy.md',
    objective: 'Geldt voor elke service. 99.99% over 30 dagen = 259 s volledige uitval.',
    regions: 'Op volgorde van voorkeur; een gateway kiest eerst zijn eigen regio.',
    gateways: 'Elk Kong-cluster. tokenFile of tokenEnv als de Admin API een token vraagt.',
    telemetry: 'Hier stuurt Kong zijn requestlog heen (via de gegenereerde http-log-plugin).',
    mode: 'observe: alleen melden wat er zou gebeuren. act: het ook doen.',
    placeholders: 'VERVANG deze hosts door die van jou.',
    capacity: 'Zet er capacity: 200rps (per host) bij om te weten of de uitval van een regio past.',
    health: 'Hoort te falen als de service zijn werk niet kan doen.',
    failover: 'standbyShare: verkeer dat de standby altijd krijgt, zodat je weet dat hij werkt.',
    failback: 'Een herstelde regio komt in deze stappen terug, telkens na genoeg goede requests.',
    client: 'Zo lang wachten clients: alle pogingen voor een request moeten erin passen.',
    ask: {
      name: 'Hoe heet deze groep services?',
      availability: 'Beschikbaarheidsdoelstelling?',
      p99: 'Latencydoelstelling (p99)?',
      regions: 'Regio’s, de eerste keus voorop?',
      services: 'Services?',
      hosts: (service, region) => `Hosts van ${service} in ${region}?`,
      admin: (region) => `Admin API van Kong in ${region}? (leeg: daar staat geen Kong)`,
      algorithm: 'Methode voor loadbalancing?',
      failover: 'Wat als een regio uitvalt?',
      list: 'gescheiden door komma’s',
      required: 'Vul hier iets in.',
      cancelled: 'Er is niets geschreven.',
    },
  },
};
