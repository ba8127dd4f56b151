/** The strategy as a whole: regions, gateways, and where Ballast hears of them. */

import { formatDuration } from '../../../lib/quantities.ts';
import type { Gateway, Strategy, TelemetrySettings } from '../../../model/strategy.ts';
import { type Row, withoutUser } from './row.ts';

export function generalRows({ name, mode, layout, regions, gateways, telemetry }: Strategy) {
  const rows: readonly Row[] = [
    { path: 'name', value: name },
    { path: 'mode', value: mode, key: 'mode' },
    { path: 'layout', value: layout, key: 'layout' },
    ...regions.flatMap(({ name: region, priority, rttMs }) => [
      { path: `regions.${region}.priority`, value: priority },
      ...Object.entries(rttMs).map(([other, ms]) => ({
        path: `regions.${region}.rtt.${other}`,
        value: formatDuration(ms),
      })),
    ]),
    ...gateways.flatMap(gatewayRows),
    ...telemetryRows(telemetry),
  ];
  return rows;
}

function gatewayRows(gateway: Gateway): readonly Row[] {
  const { region, adminUrls, proxyUrl, loopbackUrl, tokenFile, tokenEnv, workspace, tls } = gateway;
  const token = tokenFile === null ? null : `in ${tokenFile}`;
  const rows: readonly Row[] = [
    { path: 'region', value: region },
    { path: 'admin', value: adminUrls.map(withoutUser) },
    {
      path: 'proxy',
      value: proxyUrl === null ? null : withoutUser(proxyUrl),
      otherwise: 'not told: only `advise`, drills and DNS ask for it',
    },
    {
      path: 'loopback',
      value: loopbackUrl,
      key: 'gateways.*.loopback',
      otherwise: 'none: no shedding and no two-level layout',
    },
    {
      path: 'token',
      value: token ?? (tokenEnv === null ? null : `in the variable ${tokenEnv}`),
      otherwise: 'the Admin API is asked without a token',
    },
    { path: 'workspace', value: workspace, otherwise: 'the default one' },
    { path: 'tls.ca', value: tls.caFile, otherwise: 'the authorities of the system' },
    { path: 'tls.cert', value: tls.certFile, otherwise: 'no certificate is shown' },
  ];
  return rows.map((row) => ({ ...row, path: `gateways.${gateway.name}.${row.path}` }));
}

function telemetryRows({ logs, metrics, prometheus, expiryMs }: TelemetrySettings) {
  const { listen, url, tokenFile, allow } = logs;
  const rows: readonly Row[] = [
    { path: 'telemetry.logs.listen', value: listen, key: 'telemetry.logs.listen' },
    { path: 'telemetry.logs.url', value: withoutUser(url) },
    {
      path: 'telemetry.logs.token',
      value: tokenFile === null ? null : `in ${tokenFile}`,
      otherwise: 'Kong sends none',
    },
    {
      path: 'telemetry.logs.allow',
      value: allow.length === 0 ? null : allow,
      otherwise: 'any address that reaches it',
    },
    {
      path: 'telemetry.metrics.listen',
      value: metrics?.listen ?? null,
      key: 'telemetry.metrics.listen',
    },
    {
      path: 'telemetry.expiry',
      value: formatDuration(expiryMs),
      key: 'telemetry.expiry',
    },
    ...prometheusRows(prometheus),
  ];
  return rows;
}

function prometheusRows(prometheus: TelemetrySettings['prometheus']): readonly Row[] {
  if (prometheus === null) {
    return [{ path: 'telemetry.prometheus', value: null, otherwise: 'not asked' }];
  }
  const { url, tokenFile, intervalMs, utilisation, demand } = prometheus;
  return [
    { path: 'telemetry.prometheus.url', value: withoutUser(url) },
    {
      path: 'telemetry.prometheus.token',
      value: tokenFile === null ? null : `in ${tokenFile}`,
      otherwise: 'it is asked without a token',
    },
    {
      path: 'telemetry.prometheus.interval',
      value: formatDuration(intervalMs),
      key: 'telemetry.prometheus.interval',
    },
    {
      path: 'telemetry.prometheus.utilisation',
      value: utilisation?.query ?? null,
      otherwise: 'not asked',
    },
    { path: 'telemetry.prometheus.demand', value: demand?.query ?? null, otherwise: 'not asked' },
  ];
}
