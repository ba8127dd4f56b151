/**
 * The header part of request-transformer and response-transformer: remove, rename, replace (only
 * when present), add (only when absent), append, in this order.
 */

import { type HeaderList, headerValue, removeHeader, setHeader } from '../proxy/header-list.ts';
import { headerPairs, recordOf } from './plugin-values.ts';

export function headerChanges(
  config: Readonly<Record<string, unknown>>,
): (headers: HeaderList) => void {
  const pairsOf = (action: string) => headerPairs(recordOf(config[action])['headers']);
  const removed = pairsOf('remove').map(([name]) => name);
  const renamed = pairsOf('rename');
  const replaced = pairsOf('replace');
  const added = pairsOf('add');
  const appended = pairsOf('append');

  return (headers) => {
    for (const name of removed) removeHeader(headers, name);
    for (const [name, newName] of renamed) {
      const value = headerValue(headers, name);
      if (value === null) continue;
      removeHeader(headers, name);
      setHeader(headers, newName, value);
    }
    for (const [name, value] of replaced) {
      if (headerValue(headers, name) !== null) setHeader(headers, name, value);
    }
    for (const [name, value] of added) {
      if (headerValue(headers, name) === null) headers.push(name, value);
    }
    for (const [name, value] of appended) headers.push(name, value);
  };
}
