/** Mail over real SMTP: STARTTLS is required, a password is checked, refusals are told apart. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Channel } from '../../src/model/notification.ts';
import { createSender } from '../../src/notify/channels/create-senders.ts';
import { ECHO_SECRETS, noticeFor, notificationTo } from './fixtures.ts';

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasOpenssl())('mail', () => {
  let folder = '';
  let server: SMTPServer | null = null;
  const mails: string[] = [];
  const file = (name: string) => join(folder, name);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ballast-smtp-'));
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const out = ['-keyout', 'key.pem', '-out', 'cert.pem'];
    execFileSync('openssl', ['req', '-x509', ...key, ...name, ...out], {
      cwd: folder,
      stdio: 'ignore',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    mails.length = 0;
    await new Promise<void>((resolve) => (server === null ? resolve() : server.close(resolve)));
    server = null;
  });

  async function startServer(options: SMTPServerOptions): Promise<number> {
    const made = new SMTPServer({
      key: readFileSync(file('key.pem')),
      cert: readFileSync(file('cert.pem')),
      logger: false,
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          // Soft line breaks of quoted-printable (RFC 2045 6.7) are none.
          mails.push(Buffer.concat(chunks).toString('utf8').replaceAll('=\r\n', ''));
          done();
        });
      },
      onAuth: ({ username, password }, session, done) => {
        const isGood = session.secure && username === 'ballast' && password === 'smtp-canary';
        done(isGood ? null : new Error('no'), { user: username });
      },
      ...options,
    });
    made.on('error', () => {});
    server = made;
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', () => resolve()));
    return (made.server.address() as AddressInfo).port;
  }

  async function send(changes: Partial<Extract<Channel, { kind: 'email' }>>): Promise<void> {
    const channel = {
      kind: 'email',
      host: '127.0.0.1',
      port: 0,
      tls: 'starttls',
      caFile: file('cert.pem'),
      from: 'ballast@example.com',
      to: ['oncall@example.com', 'lead@example.com'],
      user: 'ballast',
      password: { env: 'smtp-canary', file: null },
      ...changes,
    } as const;
    const made = createSender(notificationTo(channel), ECHO_SECRETS);
    if (made.tells !== 'events') throw new Error('not a channel of events');
    const notices = [{ ...noticeFor('region-evacuated'), repeats: 2 }];
    const delivery = { strategy: 'webshop', sentAtMs: 1, notices, droppedCount: 0, isTest: false };
    await made.sender.send({ id: 'd1', ...delivery }, new AbortController().signal);
  }

  test('goes out encrypted and with a password', async () => {
    await send({ port: await startServer({}) });
    const [mail = ''] = mails;
    expect(mail).toContain('Subject: [webshop] PAGE failover: eu-west, productAPI');
    expect(mail).toContain('To: oncall@example.com, lead@example.com');
    expect(mail).toContain('3 of 3 probes failed');
    expect(mail).toContain('2 more times');
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail).toContain('https://wiki.example.com/runbooks/region-down.md');
  });

  test('does not go out in the clear when the server offers no STARTTLS', async () => {
    const port = await startServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    await expect(send({ port })).rejects.toMatchObject({ name: 'DeliveryError' });
    expect(mails).toEqual([]);
  });

  test('a certificate that nobody vouches for is refused', async () => {
    await expect(send({ port: await startServer({}), caFile: null })).rejects.toMatchObject({
      name: 'DeliveryError',
    });
    expect(mails).toEqual([]);
  });

  test('a wrong password is final, says what to do, and is not repeated in the error', async () => {
    const port = await startServer({});
    const password = { env: 'wrong-canary', file: null };
    const failure = await send({ port, password }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ isTemporary: false, fix: expect.stringContaining('password') });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('canary');
  });

  test('a mailbox that is full for now is worth another attempt', async () => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = (_address, _session, done) =>
      done(Object.assign(new Error('full'), { responseCode: 452 }));
    const failure = send({ port: await startServer({ onRcptTo }) });
    await expect(failure).rejects.toMatchObject({ isTemporary: true });
  });
});
