/** Every part of a strategy is among the settings, with its source, and no secret of it. */

import { expect, test } from 'vitest';
import { assert } from '../../lib/assert.ts';
import { parseStrategy } from '../../strategy/index.ts';
import { strategyText } from '../../../test/system/support/strategy-text.ts';
import { settingsOf } from './settings.ts';

const CANARY = 'canary-51';
const NOTIFY = `
notify:
  - slack: { url: "https://hooks.slack.com/services/${CANARY}/a" }
  - webhook: "https://ops.example.com/x?key=${CANARY}"
    secretFile: /run/secrets/hook
    severity: page
  - email: { smtp: "mail.example.com:587", from: a@example.com, to: [b@example.com], user: u, passwordEnv: SMTP_PASSWORD }
  - alertmanager: { url: "http://127.0.0.1:9093" }
  - grafana: { url: "http://127.0.0.1:3000", tokenFile: /run/secrets/grafana }
api:
  oidc:
    issuer: https://login.example.com/realms/ops
    audience: ballast
    roles: { operator: [sre] }
`;

function settings() {
  const regions = { addressesOf: (region: string) => [`${region}-1:80`, `${region}-2:80`] };
  const url = 'http://127.0.0.1:9';
  const places = { adminUrl: url, proxyUrl: url, logsListen: '127.0.0.1:9', regions };
  const { strategy, problems } = parseStrategy(`${strategyText(places)}${NOTIFY}`);
  assert(strategy !== null, JSON.stringify(problems));
  return settingsOf(strategy);
}

test.each([
  ['notify.notify-1.slack.url', 'https://hooks.slack.com/…', false],
  ['notify.notify-2.webhook', 'https://ops.example.com/…', false],
  ['notify.notify-2.secret', 'in /run/secrets/hook', false],
  ['notify.notify-2.severity', 'page', false],
  ['notify.notify-1.severity', 'info', true],
  ['notify.notify-3.email.password', 'in the variable SMTP_PASSWORD', false],
  ['notify.notify-3.email.tls', 'starttls', true],
  ['notify.notify-4.alertmanager.url', ['http://127.0.0.1:9093'], false],
  ['notify.notify-5.grafana.token', 'in /run/secrets/grafana', false],
  ['api.oidc.issuer', 'https://login.example.com/realms/ops', false],
  ['api.oidc.roles.operator', ['sre'], false],
  ['api.oidc.roles.claim', 'groups', true],
  ['api.twoPerson.within', null, true],
  ['gateways.kong-eu.token', null, true],
])('%s is %j', (path, value, isDefault) => {
  const found = settings().find((one) => one.path === path);
  expect(found).toMatchObject({ value, isDefault });
  expect(found?.source !== null).toBe(isDefault);
});

test('no secret is among them, and no path twice', () => {
  const all = settings();
  expect(JSON.stringify(all)).not.toContain(CANARY);
  const paths = all.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
});

test('what is not set says what holds instead', () => {
  const silent = settings().filter(({ value, source }) => value === null && source === null);
  expect(silent.map(({ path }) => path)).toEqual([]);
});
