/**
 * What Slack's incoming webhooks take: a fallback text and blocks. Slack refuses a section of more than
 * 3,000 characters and more than 50 blocks; `<`, `>` and `&` are markup and escaped, so that nothing of
 * an event can ping a channel.
 */

import type { Notification } from '../../model/notification.ts';
import { DeliveryError } from '../delivery-error.ts';
import { sendJson } from '../http-post.ts';
import { LABELS } from '../words/labels.ts';
import { messageOf, type MessagePart } from '../words/message.ts';
import type { Delivery, EventSender, SenderOptions } from './sender.ts';

const MARKS = { page: ':rotating_light:', ticket: ':warning:', info: ':information_source:' };
/** Slack's own limits are 3,000 and 150. */
const SECTION_CHARS = 2_800;
const HEADER_CHARS = 140;

export function createSlackSender(options: SenderOptions<'slack'>): EventSender {
  const { channel, notification, readSecret } = options;
  return {
    async send(delivery, signal) {
      const url = typeof channel.url === 'string' ? channel.url : await readSecret(channel.url);
      if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
        throw new DeliveryError('the address of the webhook is not a URL', {
          isTemporary: false,
          fix: 'Put the whole address into the file, such as https://hooks.slack.com/services/…',
        });
      }
      const body = JSON.stringify(slackPayload(delivery, notification));
      await sendJson({ method: 'POST', url, body, signal });
    },
  };
}

export function slackPayload(delivery: Delivery, notification: Notification) {
  const { subject, parts, remarks } = messageOf(delivery, notification);
  const severity = delivery.notices[0]?.severity ?? 'info';
  const first = parts[0]?.sentence ?? '';
  return {
    text: `${MARKS[severity]} ${escaped(subject)}: ${escaped(first)}`,
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: subject.slice(0, HEADER_CHARS), emoji: true },
      },
      ...parts.map((part) => section(partText(part, notification))),
      ...remarks.map((remark) => ({
        type: 'context',
        elements: [{ type: 'mrkdwn', text: escaped(remark).slice(0, SECTION_CHARS) }],
      })),
    ],
  };
}

function section(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text: text.slice(0, SECTION_CHARS) } };
}

function partText(part: MessagePart, { language }: Notification): string {
  const { dashboard, runbook } = part.links;
  const words = LABELS[language];
  const links = [
    ...(dashboard === null ? [] : [`<${escaped(dashboard)}|${words.dashboard}>`]),
    ...(runbook === null ? [] : [`<${escaped(runbook)}|${words.runbook}>`]),
  ];
  return [
    `${MARKS[part.notice.severity]} *${escaped(part.heading)}*  ${escaped(part.sentence)}`,
    ...(part.repeats === '' ? [] : [`_${escaped(part.repeats)}_`]),
    ...(part.evidence === '' ? [] : [`\`${escaped(part.evidence).replaceAll('`', "'")}\``]),
    ...(links.length === 0 ? [] : [links.join(' · ')]),
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
