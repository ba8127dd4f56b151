/** Who is told: one way for each entry, names that differ, secrets from one place and kept secret. */

import { channelUrls, type Notification } from '../../model/notification.ts';
import { CHANNEL_KEYS, type NotificationInput } from '../build/notify.ts';
import type { Finding, Path } from '../problem.ts';
import type { Check } from './check.ts';
import { isLoopback } from './loopback.ts';
import { openTokenInDutch } from './open-token.ts';

export const notifications: Check = ({ input, strategy }) => {
  const owners = new Set<string>();
  return strategy.notify.flatMap((notification, index): Finding[] => {
    const written = input.notify?.[index];
    if (written === undefined) return [];
    const path = ['notify', index];
    const isTaken = owners.has(notification.name);
    owners.add(notification.name);
    return [
      ...(isTaken ? [nameTaken(notification.name, [...path, 'name'])] : []),
      ...oneOf(written, CHANNEL_KEYS, { path, what: 'a way to tell' }),
      ...(written.slack === undefined
        ? []
        : oneOf(written.slack, ['url', 'urlFile', 'urlEnv'], {
            path: [...path, 'slack'],
            what: 'an address',
          })),
      ...twoPlaces(written, path),
      ...openToken(notification, written, path),
    ];
  });
};

function nameTaken(name: string, path: Path): Finding {
  const message = `an entry before this one is called ${name} too`;
  return { code: 'BLS1215', path, message, fix: 'give it another name' };
}

function oneOf<Key extends string>(
  written: Readonly<Partial<Record<Key, unknown>>>,
  keys: readonly Key[],
  { path, what }: { readonly path: Path; readonly what: string },
): Finding[] {
  const given = keys.filter((key) => written[key] !== undefined);
  if (given.length === 1) return [];
  const list = `${keys.slice(0, -1).join(', ')} or ${keys.at(-1)}`;
  const [, second] = given;
  if (second === undefined) {
    const because = keys.map((key) => [...path, key]);
    const message = `this entry names no ${what.replace(/^an? /, '')}`;
    return [{ code: 'BLS1109', path, message, fix: `add ${list}`, because }];
  }
  const message = `${given.join(' and ')} exclude each other`;
  const fix = `keep one of them${what === 'an address' ? '' : ', and make an entry for each'}`;
  return [{ code: 'BLS1109', path: [...path, second], at: 'key', message, fix }];
}

/** Key of the part (none: of the entry itself), and the stem of `…File` and `…Env`. */
const SECRETS = [
  [null, 'secret'],
  [null, 'token'],
  ['alertmanager', 'token'],
  ['email', 'password'],
  ['grafana', 'token'],
] as const;

function twoPlaces(written: NotificationInput, path: Path): Finding[] {
  return SECRETS.flatMap(([part, stem]): Finding[] => {
    const holder: Readonly<Record<string, unknown>> =
      (part === null ? written : written[part]) ?? {};
    if (holder[`${stem}File`] === undefined || holder[`${stem}Env`] === undefined) return [];
    const place = [...path, ...(part === null ? [] : [part]), `${stem}Env`];
    const message = `the ${stem} is to come from a file and from the environment`;
    const fix = `keep ${stem}File or ${stem}Env`;
    return [{ code: 'BLS1704', path: place, at: 'key', message, fix }];
  });
}

function openToken({ channel }: Notification, written: NotificationInput, path: Path): Finding[] {
  const fix = 'use https, or a loopback address through a tunnel';
  if (channel.kind === 'email') {
    if (channel.tls !== 'none' || channel.password === null || isLoopback(channel.host)) return [];
    const message = `the password is sent to ${channel.host} without encryption`;
    const place = [...path, 'email', 'tls'];
    const inDutch = {
      message: `het wachtwoord gaat onversleuteld naar ${channel.host}`,
      fix: 'schrijf tls: starttls, of tls: tls',
    };
    const instead = 'write tls: starttls, or tls: tls';
    return [{ code: 'BLS1706', path: place, message, fix: instead, inDutch }];
  }
  const hasToken = channel.kind !== 'slack' && channel.token !== null;
  const open = channelUrls(channel).find(
    (url) => url.startsWith('http:') && !isLoopback(new URL(url).hostname),
  );
  if (!hasToken || open === undefined) return [];
  const place = written.webhook === undefined ? [channel.kind, 'url'] : ['webhook'];
  const message = `the token is sent to ${new URL(open).host} without encryption`;
  const inDutch = openTokenInDutch(new URL(open).host);
  return [{ code: 'BLS1706', path: [...path, ...place], message, fix, inDutch }];
}
