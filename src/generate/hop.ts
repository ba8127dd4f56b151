/**
 * How one request passes through Kong twice in the two-level layout. The outer service marks it
 * with a header that only Kong knows, the inner route wants that mark, and the inner service takes
 * it off again: whoever asks for an inner route from outside is refused, since he would go past the
 * plugins of the outer service.
 *
 * The key in the mark is never fixed or public. In files for decK it is a reference that decK fills
 * in from the environment; where Kong reads the file itself the key has to stand in it.
 *
 * A request keeps its id (`X-Request-Id`, given here when the client sent none). The client's address
 * is kept in `X-Forwarded-For`; `X-Real-IP` and `X-Forwarded-Host` need Kong to trust 127.0.0.0/8.
 */

import type { DeclarativePlugin } from '../model/kong-declarative.ts';
import type { ServiceStrategy } from '../model/strategy.ts';

export const HOP_HEADER = 'x-ballast-hop';
export const HOP_KEY_VARIABLE = 'DECK_BALLAST_HOP_KEY';
/** decK replaces it by the variable's value before it reads the file. */
export const HOP_KEY_REFERENCE = `\${{ env "${HOP_KEY_VARIABLE}" }}`;
const REQUEST_ID_HEADER = 'X-Request-Id';

/** The mark of a service's requests; Kong compares route headers without regard to case. */
export function hopMark(service: ServiceStrategy, hopKey: string): string {
  return `${hopKey}/${service.name}`;
}

/** Plugins of the outer service: the mark (whatever the client sent by that name is gone), the id. */
export function outerHopPlugins(
  service: ServiceStrategy,
  { hopKey, tag }: { readonly hopKey: string; readonly tag: string },
): DeclarativePlugin[] {
  return [
    {
      name: 'correlation-id',
      config: { header_name: REQUEST_ID_HEADER, generator: 'uuid', echo_downstream: false },
      tags: [tag],
    },
    {
      name: 'request-transformer',
      config: {
        remove: { headers: [HOP_HEADER] },
        add: { headers: [`${HOP_HEADER}:${hopMark(service, hopKey)}`] },
      },
      tags: [tag],
    },
  ];
}

/** Targets never see the mark. */
export function innerHopPlugin(tag: string): DeclarativePlugin {
  return {
    name: 'request-transformer',
    config: { remove: { headers: [HOP_HEADER] } },
    tags: [tag],
  };
}
