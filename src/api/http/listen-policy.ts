/**
 * Where the API may listen. Off loopback everybody on the network can try, so there have to be
 * tokens, and encryption so that nobody reads them on the way.
 */

import { isLoopbackHost } from './loopback.ts';

export interface ListenPlan {
  /** Host part of the address. */
  readonly host: string;
  readonly hasTls: boolean;
  readonly insecureLoopback: boolean;
}

export interface ListenRefusal {
  readonly message: string;
  readonly fix: string;
}

/** Why it may not listen there; `null` when it may. */
export function refuseListen({ host, hasTls, insecureLoopback }: ListenPlan): ListenRefusal | null {
  if (isLoopbackHost(host)) return null;
  const where = host === '' ? 'every address' : host;
  if (insecureLoopback) {
    return {
      message: `the API would let everybody in who reaches ${where}: it asks for no token`,
      fix: 'listen on 127.0.0.1, or take insecureLoopback away and use `ballast token create`',
    };
  }
  if (hasTls) return null;
  return {
    message: `tokens would be sent to ${where} without encryption`,
    fix: 'add api.tls with cert and key, or listen on 127.0.0.1 behind a proxy that has them',
  };
}
