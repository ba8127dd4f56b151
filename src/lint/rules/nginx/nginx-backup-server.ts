/** `server … backup` of nginx: Kong has no such thing. */

import { defineRule } from '../../define-rule.ts';
import { dedent, kongExample } from '../example.ts';

export const nginxBackupServer = defineRule<'nginx', { server: string }>({
  code: 'KB101',
  name: 'nginx-backup-server',
  severity: 'error',
  source: 'kong-facts E3, F',
  appliesTo: 'nginx',
  *check({ file, lines }) {
    for (const [index, line] of lines.entries()) {
      const match = /^(\s*server\s+(\S+?);?\s.*?)\bbackup\b/.exec(line);
      if (match === null) continue;
      const [, before = '', server = ''] = match;
      yield { file, path: [index + 1, before.length + 1, 'backup'.length], values: { server } };
    }
  },
  text: {
    en: {
      title: '`backup` servers do not exist in Kong',
      message: ({ server }) =>
        `${server} cannot be a \`backup\`: Kong OSS, and Enterprise before 3.12, have no standby targets`,
      fix: () =>
        'give it a small weight (such as 1 beside 1000) and health checks to the others, or let Ballast move the weights; Enterprise 3.12 has `failover: true` on targets',
      why: 'A standby in Kong is a target with a small weight: it gets its share of the traffic at all times, and all of it once health checks have taken the others out.',
    },
    nl: {
      title: '`backup`-servers bestaan niet in Kong',
      message: ({ server }) =>
        `${server} kan geen \`backup\` zijn: Kong OSS, en Enterprise vóór 3.12, kent geen reservetargets`,
      fix: () =>
        'geef hem een klein gewicht (bijvoorbeeld 1 naast 1000) en de andere health checks, of laat Ballast de gewichten verschuiven; Enterprise 3.12 heeft `failover: true` op targets',
      why: 'Een reserve in Kong is een target met een klein gewicht: het krijgt altijd zijn deel van het verkeer, en alles zodra de health checks de andere eruit hebben gehaald.',
    },
  },
  good: kongExample(`
    upstreams:
      - name: orders
        targets:
          - target: orders-1:8080
            weight: 1000
          - target: standby-1:8080
            weight: 1
  `),
  bad: {
    files: {
      'kong.conf': dedent(`
        upstream orders {
          server orders-1:8080;
          server standby-1:8080 backup;
        }
      `),
    },
    at: ['3:25'],
  },
});
