/** The answer of a shed target, from the route at its loopback address, as `generate` wrote it. */

import { formatDuration } from '../lib/quantities.ts';
import { SHED_HOST } from '../model/loopback.ts';
import type { FoundRoute, FoundService } from './picture.ts';
import { fieldsOf, numberOf, textOf, textsOf } from './read-fields.ts';
import type { AnswerData } from './strategy-data.ts';

/** `null` for Ballast's own words, and where no such route was found. */
export function importAnswer(
  behind: readonly FoundService[],
  shedHost: string | null,
): AnswerData | null {
  if (shedHost === null || shedHost === SHED_HOST) return null;
  const routes = behind.flatMap((service) => service.routes);
  // A health path is answered at the same address; its message stands in place of a body.
  for (const route of routes.filter(({ fields }) => textsOf(fields['hosts']).includes(shedHost))) {
    const config = configOf(route, 'request-termination');
    const body = textOf(config?.['body']);
    if (config === undefined || body === null) continue;
    return {
      status: numberOf(config['status_code']) ?? 503,
      contentType: textOf(config['content_type']) ?? 'application/json; charset=utf-8',
      body,
      ...retryAfter(route),
    };
  }
  return null;
}

function retryAfter(route: FoundRoute): Pick<AnswerData, 'retryAfter'> {
  const added = fieldsOf(configOf(route, 'response-transformer')?.['add']);
  const headers = textsOf(added['headers']);
  const seconds = headers.map((one) => /^Retry-After:(\d+)$/i.exec(one)?.[1]).find(Boolean);
  return seconds === undefined ? {} : { retryAfter: formatDuration(Number(seconds) * 1_000) };
}

function configOf({ plugins }: FoundRoute, name: string) {
  return plugins.find((plugin) => plugin.name === name)?.config;
}
