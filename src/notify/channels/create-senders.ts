/** Channel of the strategy → what sends to it. Add one = one file + one row. */

import type { Notification } from '../../model/notification.ts';
import type { ReadSecret } from '../secret.ts';
import { createAlertmanagerSender } from './alertmanager.ts';
import { createEmailSender } from './email.ts';
import { createGrafanaSender } from './grafana.ts';
import type { EventSender, StateSender } from './sender.ts';
import { createSlackSender } from './slack.ts';
import { createWebhookSender } from './webhook.ts';

export type Sender =
  | { readonly tells: 'events'; readonly sender: EventSender }
  | { readonly tells: 'states'; readonly sender: StateSender };

export function createSender(notification: Notification, readSecret: ReadSecret): Sender {
  const { channel } = notification;
  const common = { notification, readSecret };
  switch (channel.kind) {
    case 'webhook':
      return { tells: 'events', sender: createWebhookSender({ ...common, channel }) };
    case 'slack':
      return { tells: 'events', sender: createSlackSender({ ...common, channel }) };
    case 'email':
      return { tells: 'events', sender: createEmailSender({ ...common, channel }) };
    case 'alertmanager':
      return { tells: 'states', sender: createAlertmanagerSender({ ...common, channel }) };
    case 'grafana':
      return { tells: 'states', sender: createGrafanaSender({ ...common, channel }) };
  }
}
