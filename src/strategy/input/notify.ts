/** `notify`: who is told of what, and where the secrets for it are. */

import { z } from 'zod';
import { NOTIFY_CLASSES, NOTIFY_SEVERITIES } from '../../model/notification.ts';
import { URL_FORMAT } from '../formats/web.ts';
import { show } from '../formats/format.ts';
import { host, mailAddress, name, url, webhookUrl } from './common.ts';
import { explained, freeText, optional, required } from './fields.ts';

const variable = freeText.max(200);

const slackSchema = z.strictObject({
  url: optional(
    webhookUrl,
    'Address of the incoming webhook. Whoever knows it can post: rather use `urlFile`.',
  ),
  urlFile: optional(freeText, 'File with the address.'),
  urlEnv: optional(variable, 'Environment variable with the address.'),
});

const urls = explained(z.union([url, z.array(url).min(1).max(20)]), {
  ...URL_FORMAT,
  expects: { en: 'a URL, or a list of URLs', nl: 'een URL, of een lijst URL’s' },
  type: 'URL or list of URLs',
  explain: (value) => ({
    code: 'BLS1205',
    message: `${show(value)} is neither a URL nor a list of URLs`,
    fix: 'write the URL of Alertmanager, such as http://127.0.0.1:9093',
    inDutch: {
      message: `${show(value, 'nl')} is geen URL en geen lijst URL’s`,
      fix: 'schrijf de URL van Alertmanager, zoals http://127.0.0.1:9093',
    },
  }),
});

const alertmanagerSchema = z.strictObject({
  url: required(urls, {
    description: 'Alertmanager; of a cluster all members, since each must be told.',
    example: '"http://127.0.0.1:9093"',
  }),
  tokenFile: optional(freeText, 'File with a bearer token for it.'),
  tokenEnv: optional(variable, 'Environment variable with a bearer token for it.'),
});

const emailSchema = z.strictObject({
  smtp: required(host, {
    description: 'Mail server and its port: 587 for starttls, 465 for tls.',
    example: '"mail.example.com:587"',
  }),
  tls: optional(
    z.enum(['starttls', 'tls', 'none']),
    'How the way to the server is encrypted. `starttls` sends nothing to a server that does not offer it.',
    'notify.email.tls',
  ),
  ca: optional(freeText, 'File with the certificate authority that signed the server’s.'),
  from: required(mailAddress, { description: 'Sender.', example: 'ballast@example.com' }),
  to: required(z.array(mailAddress).min(1).max(50), {
    description: 'Receivers.',
    example: '[oncall@example.com]',
  }),
  user: optional(freeText, 'User name at the mail server.'),
  passwordFile: optional(freeText, 'File with its password.'),
  passwordEnv: optional(variable, 'Environment variable with its password.'),
});

const grafanaSchema = z.strictObject({
  url: required(url, { description: 'Grafana.', example: '"http://127.0.0.1:3000"' }),
  tokenFile: optional(freeText, 'File with a service account token that may write annotations.'),
  tokenEnv: optional(variable, 'Environment variable with that token.'),
});

export const notificationSchema = z.strictObject({
  name: optional(name, 'Its name in logs and metrics; `notify-1`, `notify-2`, … by default.'),
  webhook: optional(
    webhookUrl,
    'URL that gets events as a JSON POST. Addresses at hooks.slack.com are sent what Slack takes.',
  ),
  secretFile: optional(
    freeText,
    'File with the key that signs what `webhook` gets: HMAC-SHA256, so that it can be told from what others send.',
  ),
  secretEnv: optional(variable, 'Environment variable with that key.'),
  tokenFile: optional(freeText, 'File with a bearer token for `webhook`.'),
  tokenEnv: optional(variable, 'Environment variable with a bearer token for `webhook`.'),
  slack: optional(slackSchema, 'Slack, and what takes the same: Mattermost, Rocket.Chat.'),
  alertmanager: optional(
    alertmanagerSchema,
    'Alerts for as long as something is so (a region out, a target ejected, a signal stale), ended when it is over.',
  ),
  email: optional(emailSchema, 'E-mail.'),
  grafana: optional(grafanaSchema, 'Annotations on Grafana’s charts, over the time it lasted.'),
  events: optional(
    z.array(z.enum(NOTIFY_CLASSES)).min(1).max(20),
    'Which events.',
    'notify.events',
  ),
  severity: optional(
    z.enum(NOTIFY_SEVERITIES),
    'The least severity that is sent: `page` needs somebody now, `ticket` in office hours, `info` is good to know.',
    'notify.severity',
  ),
  language: optional(z.enum(['en', 'nl']), 'Of the messages.', 'notify.language'),
  dashboard: optional(url, 'Where people reach Ballast’s dashboard; messages link to it.'),
  runbooks: optional(url, 'Where the generated runbooks are published; messages link to them.'),
});
