/** Answers as texts → what a strategy file is made of. Every question has been checked before. */

import { parseHostPort, isFault } from '../../strategy/formats/address.ts';
import { isIP } from 'node:net';
import {
  FAILOVER_WISHES,
  type InitAnswers,
  type InitGateway,
  type InitLogs,
  type InitPlacement,
  type InitService,
  type InitSessions,
} from './answers.ts';
import { OWN_WORDS } from './questions/of-services.ts';
import { isLocal } from './questions/of-file.ts';
import { splitAt } from './questions/checks.ts';
import { contextOf, effectiveAnswer } from './questions/order.ts';
import type { QuestionContext } from './questions/question.ts';
import { regionsOf } from './questions/shape.ts';
import { ANY, NONE, splitList, UNKNOWN, type Values } from './values.ts';

type Get = QuestionContext['get'];

export function buildAnswers(values: Values): InitAnswers {
  const { get } = contextOf(values, {});
  const regions = splitList(get('regions'));
  return {
    name: get('name'),
    availability: get('availability'),
    p99: get('p99'),
    regions,
    gateways: regions.flatMap((region) => buildGateway(get, region)),
    logs: buildLogs(get),
    prometheus: orNull(get('prometheus'), NONE),
    services: splitList(get('services')).map((service) =>
      buildService(contextOf(values, { service }), service),
    ),
  };
}

function buildGateway(get: Get, region: string): InitGateway[] {
  const admin = get('gateway', { region });
  if (admin === NONE) return [];
  return [
    {
      name: get('gateway-name', { region }),
      region,
      admin: splitList(admin),
      tokenFile: orNull(get('token-file', { region }), NONE),
      loopback: orNull(get('loopback', { region }), ''),
    },
  ];
}

/** An address is listened on as it is; for a name, every address, and Kong is told the name. */
function buildLogs(get: Get): InitLogs {
  const listen = get('logs');
  const parsed = parseHostPort(listen);
  if (isLocal(listen) || isFault(parsed)) return { listen, url: null, tokenFile: null };
  const tokenFile = get('logs-token-file');
  const isAddress = isIP(parsed.host.replaceAll(/[[\]]/g, '')) > 0;
  if (isAddress) return { listen, url: null, tokenFile };
  return { listen: `0.0.0.0:${parsed.port}`, url: `http://${listen}`, tokenFile };
}

function buildService(context: QuestionContext, name: string): InitService {
  const scope = { service: name };
  const get = (id: string) => effectiveAnswer(context.values, id, scope);
  const own = (id: string, common: string) => {
    const text = get(id);
    return text === context.get(common) ? null : text;
  };
  const several = regionsOf(context.get, scope).length > 1;
  const manual = get('approval') === 'manual';
  return {
    name,
    paths: get('path') === NONE ? [] : splitList(get('path')),
    methods: get('methods') === ANY ? [] : splitList(get('methods')),
    stripPath: get('strip-path') === 'on',
    health: get('health'),
    placements: buildPlacements(context, name),
    load: orNull(get('load'), UNKNOWN),
    availability: own('service-availability', 'availability'),
    p99: own('service-p99', 'p99'),
    deadline: get('deadline'),
    sessions: buildSessions(get('sessions')),
    algorithm: get('algorithm'),
    mayRepeat: get('repeat') === 'yes',
    failover: several ? wishOf(get('failover')) : 'isolate',
    approval: manual ? 'manual' : 'auto',
    before: manual ? orNull(get('before'), NONE) : null,
    after: manual ? orNull(get('after'), NONE) : null,
    whenShort: get('when-short') === 'shed' ? 'shed' : 'overflow',
    answer: get('failover') === 'static-answer' ? orNull(get('answer'), OWN_WORDS) : null,
  };
}

function buildPlacements(context: QuestionContext, service: string): readonly InitPlacement[] {
  return regionsOf(context.get, { service }).map((region) => ({
    region,
    hosts: splitList(context.get('target', { service, region })),
    capacity: orNull(context.get('capacity', { service, region }), UNKNOWN),
  }));
}

function buildSessions(text: string): InitSessions | null {
  const [kind, name] = splitAt(text, ':');
  switch (kind) {
    case 'ip':
    case 'path':
    case 'consumer':
    case 'cookie':
    case 'header':
    case 'queryArg':
      return { kind, name };
    default:
      return null;
  }
}

function wishOf(text: string): InitService['failover'] {
  return FAILOVER_WISHES.find((wish) => wish === text) ?? FAILOVER_WISHES[0];
}

function orNull(text: string, none: string): string | null {
  return text === none ? null : text;
}
