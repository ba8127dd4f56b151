/** The listener for Kong's logs: who can reach it, and whether Kong can. */

import { hostPort } from '../build/values.ts';
import type { Finding } from '../problem.ts';
import type { Check } from './check.ts';
import { isLoopback, isWildcard } from './loopback.ts';
import { openTokenInDutch } from './open-token.ts';

export const prometheusToken: Check = ({ strategy }) => {
  const { prometheus } = strategy.telemetry;
  if (prometheus === null || prometheus.tokenFile === null) return [];
  const { protocol, hostname } = new URL(prometheus.url);
  if (protocol !== 'http:' || isLoopback(hostname)) return [];
  const message = `the token is sent to ${prometheus.url} without encryption`;
  const fix = 'use https, or a loopback address through a tunnel';
  const inDutch = openTokenInDutch(prometheus.url);
  return [{ code: 'BLS1706', path: ['telemetry', 'prometheus', 'url'], message, fix, inDutch }];
};

export const logListener: Check = ({ input, strategy }) => {
  const { listen, tokenFile, allow } = strategy.telemetry.logs;
  const { host, port } = hostPort(listen);
  const path = ['telemetry', 'logs', 'listen'];
  const findings: Finding[] = [];
  if (!isLoopback(host) && tokenFile === null && allow.length === 0) {
    findings.push({
      code: 'BLS1701',
      path,
      message: `anybody who reaches ${listen} could send false logs and so move traffic`,
      fix: 'add tokenFile, or allow with the addresses of the Kong nodes',
      inDutch: {
        message: `iedereen die ${listen} bereikt, zou valse logs kunnen sturen en zo verkeer verplaatsen`,
        fix: 'voeg tokenFile toe, of allow met de adressen van de Kong-nodes',
      },
      because: [
        ['telemetry', 'logs', 'tokenFile'],
        ['telemetry', 'logs', 'allow'],
      ],
    });
  }
  if (isWildcard(host) && input.telemetry?.logs?.url === undefined) {
    findings.push({
      code: 'BLS1702',
      path,
      message: `Kong cannot send to ${host}, which means every address of this machine`,
      fix: `add url with the address that Kong reaches, such as url: "http://10.0.0.5:${port}"`,
      inDutch: {
        message: `Kong kan niet sturen naar ${host}: dat is elk adres van deze machine`,
        fix: `voeg url toe met het adres dat Kong bereikt, zoals url: "http://10.0.0.5:${port}"`,
      },
      because: [['telemetry', 'logs', 'url']],
    });
  }
  return findings;
};
