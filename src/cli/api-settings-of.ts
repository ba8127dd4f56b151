/** What `ballast run` serves of the API: as the strategy says, unless its flags say otherwise. */

import { type ApiSettings, refuseListen } from '../model/api-settings.ts';
import type { Strategy } from '../model/strategy.ts';
import { isLoopbackHost } from '../lib/loopback.ts';
import { parseListenAddress } from '../telemetry/listen-address.ts';
import { usageFailure } from './failure.ts';

export interface ApiFlags {
  /** An address, or `false` for none. */
  readonly api?: string | boolean;
  readonly insecureLoopback?: boolean;
  readonly pathPrefix?: string;
}

/** `null` for no API. */
export function apiSettingsOf({ api }: Strategy, flags: ApiFlags): ApiSettings | null {
  if (flags.api === false || api === undefined) return null;
  const settings: ApiSettings = {
    ...api,
    ...(typeof flags.api === 'string' ? { listen: flags.api } : {}),
    ...(flags.insecureLoopback === true ? { insecureLoopback: true } : {}),
    ...(flags.pathPrefix === undefined ? {} : { pathPrefix: prefixOf(flags.pathPrefix) }),
  };
  const refusal = refuseListen({
    listen: settings.listen,
    isLoopback: isLoopbackHost(hostOf(settings.listen)),
    hasTls: settings.tls !== null,
    insecureLoopback: settings.insecureLoopback,
  });
  if (refusal !== null) throw usageFailure(refusal.message, refusal.fix);
  return settings;
}

function hostOf(listen: string): string {
  try {
    const { host } = parseListenAddress(listen);
    return host === '' ? '127.0.0.1' : host;
  } catch {
    throw usageFailure(`--api ${listen} is not an address`, 'Write it as 127.0.0.1:9901.');
  }
}

function prefixOf(text: string): string {
  const prefix = text.replace(/\/+$/, '');
  if (prefix === '' || /^(\/[\w.~-]+)+$/.test(prefix)) return prefix;
  throw usageFailure(`--path-prefix ${text} is not a path`, 'Write it as /ballast.');
}
