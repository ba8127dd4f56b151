/** JSON out of the store; what cannot be read is said with advice. */

import { StoreError } from './store-error.ts';

export function parseJson(
  json: string,
  { place, what }: { readonly place: string; readonly what: string },
): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    const message = `${place}: ${what} is damaged. Move the store away and start again.`;
    throw new StoreError('store-corrupt', message, { cause: error });
  }
}
