/** Gateways: one entry per Kong, and secrets kept secret. */

import type { Gateway } from '../../model/strategy.ts';
import type { Finding } from '../problem.ts';
import type { Check } from './check.ts';
import { isLoopback } from './loopback.ts';
import { openTokenInDutch, twoPlacesFor } from './open-token.ts';

export const sharedAdminApi: Check = ({ input, strategy }) => {
  const owners = new Map<string, string>();
  return strategy.gateways.flatMap(({ name, adminUrls }) =>
    adminUrls.flatMap((url, index): Finding[] => {
      const owner = owners.get(url.toLowerCase());
      owners.set(url.toLowerCase(), owner ?? name);
      if (owner === undefined) return [];
      const isList = Array.isArray(input.gateways[name]?.admin);
      const path = ['gateways', name, 'admin', ...(isList ? [index] : [])];
      const message =
        owner === name
          ? `${url} is in this list twice`
          : `${url} is also the Admin API of ${owner}; two entries would steer one Kong`;
      const fix = owner === name ? 'remove one' : `use another Admin API, or remove ${name}`;
      const inDutch = {
        message:
          owner === name
            ? `${url} staat twee keer in deze lijst`
            : `${url} is ook de Admin API van ${owner}; twee vermeldingen zouden één Kong sturen`,
        fix:
          owner === name ? 'haal er een weg' : `gebruik een andere Admin API, of haal ${name} weg`,
      };
      return [{ code: 'BLS1308', path, message, fix, inDutch }];
    }),
  );
};

export const credentials: Check = ({ strategy }) => strategy.gateways.flatMap(checkCredentials);

function checkCredentials({ name, adminUrls, tokenFile, tokenEnv, tls }: Gateway): Finding[] {
  const path = ['gateways', name];
  const findings: Finding[] = [];
  if (tokenFile !== null && tokenEnv !== null) {
    const said = twoPlacesFor('token');
    findings.push({ code: 'BLS1704', path: [...path, 'tokenEnv'], at: 'key', ...said });
  }
  if ((tls.certFile === null) !== (tls.keyFile === null)) {
    const [there, missing] = tls.certFile === null ? ['key', 'cert'] : ['cert', 'key'];
    const message = `${there} is of no use without ${missing}`;
    const because = [[...path, 'tls', missing]];
    const place = [...path, 'tls', there];
    findings.push({
      code: 'BLS1705',
      path: place,
      at: 'key',
      message,
      fix: `add ${missing}`,
      inDutch: {
        message: `${there} heeft geen zin zonder ${missing}`,
        fix: `voeg ${missing} toe`,
      },
      because,
    });
  }
  const open = adminUrls.find(
    (url) => url.startsWith('http:') && !isLoopback(new URL(url).hostname),
  );
  if (open !== undefined && (tokenFile !== null || tokenEnv !== null)) {
    const message = `the token is sent to ${open} without encryption`;
    const fix = 'use https, or a loopback address through a tunnel';
    const inDutch = openTokenInDutch(open);
    findings.push({ code: 'BLS1706', path: [...path, 'admin'], message, fix, inDutch });
  }
  return findings;
}
