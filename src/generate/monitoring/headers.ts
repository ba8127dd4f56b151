/** The comments on top of the generated files: what each is, who loads it, what to change. */

import type { Strategy } from '../../model/strategy.ts';
import { SECRETS_FOLDER } from './alertmanager/receivers.ts';

const MADE = 'Made by `ballast generate` from the strategy. Change the strategy, not this file.';

export function prometheusHeader({ name }: Strategy): string {
  return `Prometheus for ${name}: scrapes Kong and Ballast, loads the rules, tells Alertmanager.
${MADE}

Kong exports its metrics on the Admin API and on the Status API. Prometheus cannot send Kong's
Admin token; where the Admin API wants one, or is not to be reached, set \`status_listen\` in Kong and
put its address (port 8100) here. The rules need the labels \`job="kong"\` and \`job="ballast"\` and no
others, so a Prometheus that scrapes both already needs only rules/.`;
}

export function recordingHeader({ name }: Strategy): string {
  return `What the alerts of ${name} rest on: objectives as series, failures, latency, capacity.
${MADE}`;
}

export function alertsHeader({ name }: Strategy): string {
  return `Alerts of ${name}. severity: page (now), ticket (office hours), info (to be seen).
${MADE}

Burn rates and Kong's health come from Kong's own metrics, so they hold with Ballast dead.
Test them with: promtool test rules ../tests/*.yaml`;
}

export function testsHeader(what: string): string {
  return `Unit tests of the alerts: ${what}. Run: promtool test rules *.yaml
${MADE}`;
}

export function alertmanagerHeader({ name, notify }: Strategy): string {
  const files =
    notify.length === 0
      ? 'The strategy has no `notify`, so nothing is sent to anybody: add an entry there.'
      : `Secrets are read from ${SECRETS_FOLDER}: NAME.url with the address of a Slack webhook,
NAME.token with the bearer token of a webhook over https (an empty file when it wants none),
NAME.password with the password of a mail server. A query
in a webhook's address is left out, since it may be a secret.`;
  return `Alertmanager for ${name}: who is told of what, how often, and what silences what.
${MADE}

${files}`;
}
