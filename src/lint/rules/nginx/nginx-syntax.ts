/** nginx configuration in the place of Kong's. */

import { defineRule } from '../../define-rule.ts';
import { dedent, kongExample } from '../example.ts';

export const nginxSyntax = defineRule<'nginx', { upstreams: number }>({
  code: 'KB100',
  name: 'nginx-syntax',
  severity: 'error',
  source: 'kong-facts E3',
  appliesTo: 'nginx',
  *check({ file, lines }) {
    const found = lines.flatMap((line, index) => (/^\s*upstream\s/.test(line) ? [index + 1] : []));
    const first = found[0] ?? lines.findIndex((line) => line.trim() !== '') + 1;
    const length = lines[first - 1]?.length ?? 1;
    yield { file, path: [first, 1, length], values: { upstreams: found.length } };
  },
  text: {
    en: {
      title: 'nginx configuration where Kong expects its own',
      message: () => 'this is not a Kong configuration: it is nginx upstream syntax',
      fix: () =>
        'write an upstream with targets and weights: `upstreams: [{ name: orders, targets: [{ target: "host:8080", weight: 100 }] }]`',
      why: 'Kong is built on nginx but reads none of its upstream blocks. Upstreams and targets are entities, written in a declarative file or through the Admin API.',
    },
    nl: {
      title: 'nginx-configuratie waar Kong zijn eigen formaat verwacht',
      message: () => 'dit is geen Kong-configuratie, maar de upstream-syntax van nginx',
      fix: () =>
        'schrijf een upstream met targets en gewichten: `upstreams: [{ name: orders, targets: [{ target: "host:8080", weight: 100 }] }]`',
      why: 'Kong draait op nginx, maar leest diens upstream-blokken niet. Upstreams en targets zijn entiteiten: je schrijft ze in een declaratief bestand of maakt ze via de Admin API.',
    },
  },
  good: kongExample(`
    upstreams:
      - name: orders
        targets:
          - target: orders-1:8080
          - target: orders-2:8080
  `),
  bad: {
    files: {
      'kong.conf': dedent(`
        upstream orders {
          server orders-1:8080;
          server orders-2:8080;
        }
      `),
    },
    at: ['1:1'],
  },
});
