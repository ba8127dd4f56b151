/**
 * The request line towards the target: how a route's matched prefix, the service's path and the
 * rest of the request path are joined (`path_handling` v0, Kong's default, and v1).
 */

export interface UriParts {
  /** Normalised request path, without the query. */
  readonly path: string;
  /** The plain prefix the route matched; `null` for a regular expression or a route without paths. */
  readonly prefix: string | null;
  /** What the route's expression matched, for stripping; `null` when no path was matched. */
  readonly matched: string | null;
  readonly stripPath: boolean;
  readonly servicePath: string | null;
  readonly pathHandling: string;
}

export function upstreamPath(parts: UriParts): string {
  const base = parts.servicePath ?? '/';
  const rest =
    parts.stripPath && parts.matched !== null ? parts.path.slice(parts.matched.length) : null;
  if (parts.pathHandling === 'v1') return joinPlainly(base, rest ?? parts.path);
  if (rest === null)
    return base.endsWith('/') ? base + parts.path.slice(1) : joinWhole(base, parts.path);
  if (rest === '') return joinNothing(base, parts.path);
  if (base.endsWith('/')) return rest.startsWith('/') ? base.slice(0, -1) + rest : base + rest;
  return rest.startsWith('/') ? base + rest : `${base}/${rest}`;
}

/** A request path as Kong's router sees it: dot segments and doubled slashes resolved. */
export function normalisedPath(path: string): string {
  if (!/%|\/\/|\/\.|\/$/.test(path) || path === '/') return path;
  const decoded = path.replaceAll(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
  const segments: string[] = [];
  for (const segment of decoded.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const ending = /\/$|\/\.{1,2}$/.test(decoded) && segments.length > 0 ? '/' : '';
  return `/${segments.join('/')}${ending}`;
}

/** The whole request path was matched and stripped: its last slash decides. */
function joinNothing(base: string, path: string): string {
  const endsInSlash = path.length > 1 && path.endsWith('/');
  if (base === '/') return base;
  if (base.endsWith('/')) return endsInSlash ? base : base.slice(0, -1);
  return endsInSlash ? `${base}/` : base;
}

function joinWhole(base: string, path: string): string {
  return path === '/' ? base : base + path;
}

function joinPlainly(base: string, rest: string): string {
  if (base.endsWith('/') && rest.startsWith('/')) return base + rest.slice(1);
  if (rest === '' || rest.startsWith('/') || base.endsWith('/')) return base + rest;
  return base === '/' ? `/${rest}` : base + rest;
}
