/** The same thing twice: names, targets of an upstream, plugins of a scope. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import type { KongEntity } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';

interface Values {
  readonly kind: 'upstream' | 'service' | 'route' | 'target' | 'plugin';
  readonly name: string;
  readonly where: string;
}

interface Candidate {
  readonly kind: Values['kind'];
  readonly key: string;
  readonly name: string;
  readonly entity: KongEntity;
  readonly field: string;
}

export const twice = defineRule<'kong', Values>({
  code: 'KB106',
  name: 'defined-twice',
  severity: 'error',
  source: 'recordings 4, 11, 49',
  appliesTo: 'kong',
  *check(input) {
    const named = (
      kind: Values['kind'],
      entities: readonly (KongEntity & { name: string | null })[],
    ) =>
      entities.flatMap((entity): Candidate[] => {
        const { name } = entity;
        return name === null || name === ''
          ? []
          : [{ kind, key: name, name, entity, field: 'name' }];
      });
    const candidates: Candidate[] = [
      ...named('upstream', input.upstreams),
      ...named('service', input.services),
      ...named('route', input.routes),
      ...input.upstreams.flatMap(({ name, targets }) =>
        targets.map((entity): Candidate => {
          const { target } = entity;
          return {
            kind: 'target',
            key: `${name} ${target}`,
            name: target,
            entity,
            field: 'target',
          };
        }),
      ),
      ...input.plugins.map((entity): Candidate => {
        const instance = entity.given['instance_name'];
        const key = [entity.name, ...entity.scope, typeof instance].join(' ');
        return { kind: 'plugin', key, name: entity.name, entity, field: 'name' };
      }),
    ];
    const seen = new Map<string, KongEntity>();
    for (const { kind, key, name, entity, field } of candidates) {
      const before = seen.get(`${kind} ${key}`);
      if (before === undefined) seen.set(`${kind} ${key}`, entity);
      else yield { ...within(entity, field), values: { kind, name, where: before.file } };
    }
  },
  text: {
    en: {
      title: 'the same entity twice',
      message: ({ kind, name, where }) => `${kind} ${name} is defined twice (first in ${where})`,
      fix: () => 'keep one of the two; a target that shall get more has a higher weight',
      why: 'Names are unique, a target is unique within its upstream and a plugin within its scope: Kong refuses the second one with 409, or the whole file.',
    },
    nl: {
      title: 'twee keer hetzelfde',
      message: ({ kind, name, where }) =>
        `${kind} ${name} staat er twee keer (de eerste keer in ${where})`,
      fix: () =>
        'houd een van de twee; een target dat meer moet krijgen, geef je een hoger gewicht',
      why: 'Namen zijn uniek, een target is uniek binnen zijn upstream en een plugin binnen zijn bereik: de tweede weigert Kong met een 409, of het hele bestand.',
    },
  },
  good: kongExample(`
    upstreams:
      - name: orders
        targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
  `),
  bad: {
    ...kongExample(`
      upstreams:
        - name: orders
          targets: [{ target: "orders-1" }, { target: "orders-1:8000" }]
      plugins:
        - { name: prometheus, config: {} }
        - { name: prometheus, config: {} }
    `),
    at: ['upstreams[0].targets[1].target', 'plugins[1].name'],
  },
});
