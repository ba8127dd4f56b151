/** What Ballast needs where it runs: files, variables, ports in and out. All of it from the strategy. */

import { channelSecrets, channelUrls } from '../../model/notification.ts';
import type { Strategy } from '../../model/strategy.ts';

/** Where the strategy is in an image. */
export const STRATEGY_FOLDER = '/etc/ballast';
export const STATE_FILE = '/var/lib/ballast/state.sqlite';
export const METRICS_PORT = 9912;
const LOGS_PORT = 9911;

export interface NeededFile {
  /** Where it is in the image: as the strategy says, relative to the strategy. */
  readonly path: string;
  /** Where it is outside, seen from the generated `deploy` folder. */
  readonly source: string;
}

/** Secrets and certificates that the strategy names, each once. */
export function filesOf({ gateways, telemetry, notify }: Strategy): readonly NeededFile[] {
  const named = [
    telemetry.logs.tokenFile,
    telemetry.prometheus?.tokenFile ?? null,
    ...gateways.flatMap(({ tokenFile, tls }) => [tokenFile, tls.caFile, tls.certFile, tls.keyFile]),
    ...notify.flatMap(({ channel }) => [
      ...channelSecrets(channel).map(({ file }) => file),
      channel.kind === 'email' ? channel.caFile : null,
    ]),
  ];
  const files = new Set(named.filter((file) => file !== null).toSorted());
  return [...files].map((file) => {
    if (file.startsWith('/')) return { path: file, source: file };
    const plain = file.replace(/^\.\//, '');
    return { path: `${STRATEGY_FOLDER}/${plain}`, source: `../../${plain}` };
  });
}

/** Environment variables with tokens of Admin APIs and secrets of `notify`. */
export function variablesOf({ gateways, notify }: Strategy): readonly string[] {
  const names = [
    ...gateways.map(({ tokenEnv }) => tokenEnv),
    ...notify.flatMap(({ channel }) => channelSecrets(channel).map(({ env }) => env)),
  ];
  return [...new Set(names.filter((name) => name !== null))].toSorted();
}

/** Where Kong's logs arrive. */
export function logsPortOf({ telemetry }: Strategy): number {
  return Number(/:(\d+)$/.exec(telemetry.logs.listen)?.[1] ?? LOGS_PORT);
}

/** Only processes of the same host can send logs to it. */
export function listensOnLoopback({ telemetry }: Strategy): boolean {
  return /^(?:127\.|localhost|\[::1\])/.test(telemetry.logs.listen);
}

/** Ports that Ballast connects to: Admin APIs, targets, Prometheus, channels of `notify`. */
export function portsOutOf(strategy: Strategy): readonly number[] {
  const { gateways, services, telemetry, notify } = strategy;
  const urls = [
    ...gateways.flatMap(({ adminUrls }) => adminUrls),
    ...(telemetry.prometheus === null ? [] : [telemetry.prometheus.url]),
    ...notify.flatMap(({ channel }) => channelUrls(channel)),
  ];
  const mail = notify.flatMap(({ channel }) => (channel.kind === 'email' ? [channel.port] : []));
  const targets = services.flatMap((service) => service.targets.map(({ port }) => port));
  return [...new Set([...urls.map(portOf), ...mail, ...targets])].toSorted((a, b) => a - b);
}

function portOf(url: string): number {
  const [, scheme, port] = /^(https?):\/\/(?:\[[^\]]*\]|[^/:]*)(?::(\d+))?/.exec(url) ?? [];
  return port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port);
}
