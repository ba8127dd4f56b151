/** The reasons behind what Kong is told about passing requests through itself. */

import type { KongDeclarative } from '../model/kong-declarative.ts';
import type { ServiceLayout } from '../model/layout-shape.ts';
import type { Comment } from './comment.ts';
import { HOP_KEY_VARIABLE } from './hop.ts';
import { CLOSED_PREFIX, SHED_PREFIX } from './loopback-services.ts';

/** What has to be set outside the file for the two-level layout. */
export function hopHeader(where: 'deck' | 'dbless'): string {
  const key =
    where === 'deck'
      ? `Set ${HOP_KEY_VARIABLE} to the same long random text for both files; decK fills it in.`
      : `This file holds a secret (the hop key): keep it out of version control.`;
  return `
${key}
Set KONG_TRUSTED_IPS=127.0.0.0/8, so that targets get the client's X-Real-IP and X-Forwarded-Host
although Kong passes each request through itself.`;
}

/** What a two-level service has beside what a flat one has; said once. */
export function hopComments(layouts: readonly ServiceLayout[], config: KongDeclarative): Comment[] {
  const index = layouts.findIndex(({ kind }) => kind === 'two-level');
  const plugins = config.services?.[index]?.plugins ?? [];
  const at = (name: string) => [
    'services',
    index,
    'plugins',
    plugins.findIndex((plugin) => plugin.name === name),
  ];
  if (index === -1) return [];
  return [
    {
      path: at('correlation-id'),
      text: `The same id in both log entries of a request, and at the target.`,
    },
    {
      path: at('request-transformer'),
      text: `Only requests that passed here may take the way to the targets of a region. The key is a
secret: with it, outsiders could go past the plugins of this service.`,
    },
  ];
}

/** @param offset where the loopback services begin in the list of services of the file. */
export function loopbackComments(config: KongDeclarative, offset = 0): readonly Comment[] {
  const texts = [
    [
      SHED_PREFIX,
      `What does not fit is sent here and answered at once, by default 503 with Retry-After. In peace its
weight is 0. Each answer has an address of its own.`,
    ],
    [
      CLOSED_PREFIX,
      `Everything else on these addresses, so that a request can never go round in circles.`,
    ],
  ] as const;
  const textOf = (name: string) => texts.find(([prefix]) => name.startsWith(prefix))?.[1];
  const services = config.services ?? [];
  const firstInner = services.findIndex(({ name }) => textOf(name) === undefined);
  return services.flatMap(({ name }, index): Comment[] => {
    const text = index === firstInner ? INNER_SERVICES : textOf(name);
    return text === undefined ? [] : [{ path: ['services', offset + index], text }];
  });
}

const INNER_SERVICES = `Kong behind Kong: one service per region, reached by requests with the mark of the outer
service only. Here are the tries, and the log entries that name targets.`;
