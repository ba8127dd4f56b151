/** Plain-text mail over SMTP. `starttls` is required, not tried: mail does not go out in the clear. */

import { readFile } from 'node:fs/promises';
import { createTransport } from 'nodemailer';
import type { Notification } from '../../model/notification.ts';
import { DeliveryError } from '../delivery-error.ts';
import { LABELS } from '../words/labels.ts';
import { messageOf } from '../words/message.ts';
import type { Delivery, EventSender, SenderOptions } from './sender.ts';

const TIMEOUT_MS = 10_000;

export function createEmailSender(options: SenderOptions<'email'>): EventSender {
  const { channel, notification } = options;
  return {
    async send(delivery, signal) {
      const transport = createTransport(await transportOptions(options));
      const abort = () => transport.close();
      signal.addEventListener('abort', abort, { once: true });
      try {
        await transport.sendMail({
          from: channel.from,
          to: [...channel.to],
          messageId: `<${delivery.id}.ballast@${channel.from.split('@').at(-1) ?? 'ballast'}>`,
          ...mailText(delivery, notification),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Ballast-Strategy': delivery.strategy },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (error) {
        throw mailError(error, `${channel.host}:${channel.port}`);
      } finally {
        signal.removeEventListener('abort', abort);
        transport.close();
      }
    },
  };
}

async function transportOptions({ channel, readSecret }: SenderOptions<'email'>) {
  const { host, port, tls, user, password, caFile } = channel;
  const pass = password === null ? null : await readSecret(password);
  return {
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    ...(user === null || pass === null ? {} : { auth: { user, pass } }),
    ...(caFile === null ? {} : { tls: { ca: await readAuthority(caFile) } }),
  };
}

async function readAuthority(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => {
    throw new DeliveryError(`the certificate authority in ${file} cannot be read`, {
      isTemporary: true,
      fix: `Make ${file} readable for the user that Ballast runs as.`,
    });
  });
}

function mailText(delivery: Delivery, notification: Notification) {
  const { subject, parts, remarks } = messageOf(delivery, notification);
  const words = LABELS[notification.language];
  const text = [
    ...parts.map(({ notice, heading, sentence, evidence, repeats, links }) =>
      [
        `${new Date(notice.atMs).toISOString()}  ${heading}`,
        sentence,
        ...(repeats === '' ? [] : [repeats]),
        ...(evidence === '' ? [] : [evidence]),
        ...(links.dashboard === null ? [] : [`${words.dashboard}: ${links.dashboard}`]),
        ...(links.runbook === null ? [] : [`${words.runbook}: ${links.runbook}`]),
      ].join('\n'),
    ),
    ...remarks,
  ].join('\n\n');
  return { subject, text: `${text}\n` };
}

/** Codes of nodemailer and answers of SMTP; 5xx answers are final, 4xx are not (RFC 5321 4.2.1). */
function mailError(error: unknown, server: string): DeliveryError {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : null;
  const reason = typeof code === 'string' ? code : 'failed';
  const what = status === null ? reason : `answered ${status}`;
  return new DeliveryError(`${server}: ${what}`, {
    isTemporary: status === null ? code !== 'EAUTH' && code !== 'EENVELOPE' : status < 500,
    fix: mailFix(code, server),
  });
}

function mailFix(code: unknown, server: string): string {
  switch (code) {
    case 'EAUTH':
      return 'Check user and password; some servers want a password for applications.';
    case 'EENVELOPE':
      return 'Check from and to: the server refuses one of them.';
    case 'ETLS':
      return `${server} does not offer STARTTLS, or has a certificate that is not trusted (ca): use tls: tls for port 465.`;
    default:
      return `Check that ${server} is a mail server, and that Ballast may connect to it.`;
  }
}
