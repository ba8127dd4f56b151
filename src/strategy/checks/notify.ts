/** Who is told: one way for each entry, names that differ, secrets from one place and kept secret. */

import { channelUrls, type Notification } from '../../model/notification.ts';
import { CHANNEL_KEYS, type NotificationInput } from '../build/notify.ts';
import type { Finding, Path } from '../problem.ts';
import type { Check } from './check.ts';
import { isLoopback } from './loopback.ts';
import { openTokenInDutch, twoPlacesFor } from './open-token.ts';

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
      ...oneOf(written, CHANNEL_KEYS, { path, of: WAY }),
      ...(written.slack === undefined
        ? []
        : oneOf(written.slack, ['url', 'urlFile', 'urlEnv'], {
            path: [...path, 'slack'],
            of: ADDRESS,
          })),
      ...twoPlaces(written, path),
      ...openToken(notification, written, path),
    ];
  });
};

function nameTaken(name: string, path: Path): Finding {
  const message = `an entry before this one is called ${name} too`;
  const inDutch = {
    message: `een onderdeel hiervoor heet ook ${name}`,
    fix: 'geef het een andere naam',
  };
  return { code: 'BLS1215', path, message, fix: 'give it another name', inDutch };
}

/** What an entry needs one of, and what is to be done with a second one. */
interface Needed {
  readonly en: string;
  readonly nl: string;
  readonly second: { readonly en: string; readonly nl: string };
}

const WAY: Needed = {
  en: 'way to tell',
  nl: 'kanaal',
  second: { en: ', and make an entry for each', nl: ', en maak voor elk een onderdeel' },
};

const ADDRESS: Needed = { en: 'address', nl: 'adres', second: { en: '', nl: '' } };

function oneOf<Key extends string>(
  written: Readonly<Partial<Record<Key, unknown>>>,
  keys: readonly Key[],
  { path, of }: { readonly path: Path; readonly of: Needed },
): Finding[] {
  const given = keys.filter((key) => written[key] !== undefined);
  if (given.length === 1) return [];
  const first = keys.slice(0, -1).join(', ');
  const [, second] = given;
  if (second === undefined) {
    const because = keys.map((key) => [...path, key]);
    const message = `this entry names no ${of.en}`;
    const inDutch = {
      message: `dit onderdeel noemt geen ${of.nl}`,
      fix: `voeg ${first} of ${keys.at(-1)} toe`,
    };
    const fix = `add ${first} or ${keys.at(-1)}`;
    return [{ code: 'BLS1109', path, message, fix, inDutch, because }];
  }
  const message = `${given.join(' and ')} exclude each other`;
  const fix = `keep one of them${of.second.en}`;
  const inDutch = {
    message: `${given.join(' en ')} sluiten elkaar uit`,
    fix: `houd er een van${of.second.nl}`,
  };
  return [{ code: 'BLS1109', path: [...path, second], at: 'key', message, fix, inDutch }];
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
    return [{ code: 'BLS1704', path: place, at: 'key', ...twoPlacesFor(stem) }];
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
