/** A place in plain data: the keys and indexes that lead to it. */

export type Path = readonly (string | number)[];

/** `['services', 'a', 'hosts', 0]` → `services.a.hosts[0]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (!/^[\w-]+$/.test(segment)) text += `[${JSON.stringify(segment)}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}
