/**
 * Addresses under which a gateway is a target of its own upstreams. Kong's usual listener 0.0.0.0
 * answers on every address of 127.0.0.0/8, so none needs to be opened (kong-recordings 107, 109).
 */

/** Where requests are sent to be refused on purpose. */
export const SHED_HOST = '127.0.0.2';

const FIRST_REGION = 11;

/** The address of a region, by its place in the strategy's order of preference. */
export function regionHost(index: number): string {
  const number = FIRST_REGION + index;
  return `127.0.${Math.floor(number / 256)}.${number % 256}`;
}
