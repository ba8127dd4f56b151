/** JSON out of the store's file; what cannot be read is said with advice. */

import { StoreError } from './store-error.ts';

export function parseJson(
  json: string,
  { file, what }: { readonly file: string; readonly what: string },
): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    const message = `${file}: ${what} is damaged. Move the file away and start again.`;
    throw new StoreError('store-corrupt', message, { cause: error });
  }
}
