/** Tells what a file is by its name and content. */

import type { DocumentKind } from '../../lint/inputs/inputs.ts';

export type FileKind = Exclude<DocumentKind, 'live' | 'dns'>;

/** By name alone; `null` when the content has to tell. */
export function kindByName(file: string): 'prose' | null {
  return /\.(md|markdown|mdx)$/i.test(file) ? 'prose' : null;
}

/** nginx words at the beginning of two lines or more, as no YAML has them. */
export function isNginx(text: string): boolean {
  const lines = text.match(
    /^[ \t]*(?:upstream\s+\S+\s*\{?|server\s+[^:{\s]\S*.*|proxy_pass\s.*;)[ \t]*$/gm,
  );
  return (lines ?? []).length >= 2;
}

/** By the keys at the top; `null` = none of those that can be linted. */
export function kindByKeys(data: unknown): Exclude<FileKind, 'prose' | 'nginx'> | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  const has = (key: string) => Object.hasOwn(data, key);
  if (has('_format_version')) return 'kong';
  if (has('groups') || ('kind' in data && data.kind === 'PrometheusRule'))
    return 'prometheus-rules';
  const isStrategy = ['version', 'regions', 'gateways', 'objective', 'telemetry'].some(has);
  if (isStrategy && !Array.isArray(valueOf(data, 'services'))) return 'strategy';
  const isKong = KONG_LISTS.some((key) => Array.isArray(valueOf(data, key)));
  return isKong ? 'kong' : null;
}

const KONG_LISTS = ['services', 'upstreams', 'plugins', 'routes', 'targets', 'consumers'];

function valueOf(data: object, key: string): unknown {
  return Object.hasOwn(data, key) ? (data as Record<string, unknown>)[key] : undefined;
}
