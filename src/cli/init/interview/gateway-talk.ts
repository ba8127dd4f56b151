/** What is said about a gateway just named, and what to do when it does not answer. */

import { log } from '@clack/prompts';

import { contextOf } from '../questions/order.ts';
import { NONE, splitList, withValue, type Values } from '../values.ts';
import type { Manner } from './ask-question.ts';
import type { Afterwards } from './interview.ts';
import { checkGateway, type GatewayLook, type GatewayReport } from './gateway-check.ts';
import { askChoice, askText } from './terminal.ts';

export interface GatewayTalk extends Manner {
  readonly check: typeof checkGateway;
  /** Tries that failed before. Then Enter goes on, or it would lead round for ever. */
  readonly failures?: number;
}

/** Until it answers, or somebody goes on without. */
export async function talkToGateway(
  talk: GatewayTalk,
  values: Values,
  region: string,
): Promise<Afterwards> {
  const { get } = contextOf(values, {});
  const urls = splitList(get('gateway', { region }));
  if (urls[0] === NONE) return { values, again: false };
  const { words, terminal } = talk;
  log.message(talk.dim(words.talk.checking(urls.join(', '))), terminal);
  const file = get('token-file', { region });
  const report = await talk.check(urls, { tokenFile: file === NONE ? null : file });
  if (report.kind === 'found') {
    say(talk, report.look, urls);
    const { loopback } = report.look;
    if (loopback === null) return { values, again: false };
    const scope = { region };
    return { values: withValue(values, { id: 'loopback', scope, text: loopback }), again: false };
  }
  return afterFailure(talk, { report, values, region });
}

function say({ words, terminal }: GatewayTalk, look: GatewayLook, urls: readonly string[]): void {
  const { talk } = words;
  const { version, edition, topology, nodes, loopback } = look;
  const how = talk.topologies[topology] ?? topology;
  const isNamed = edition === 'enterprise' && !/enterprise/i.test(version);
  log.success(talk.kong({ version, edition: isNamed ? ' Enterprise' : '', how, nodes }), terminal);
  if (nodes < urls.length) log.warn(talk.oneNode, terminal);
  if (loopback === NONE) log.warn(talk.loopbackMissing, terminal);
  else if (loopback !== null) log.message(talk.loopbackFound(loopback), terminal);
}

async function afterFailure(
  talk: GatewayTalk,
  failed: {
    readonly report: Extract<GatewayReport, { kind: 'failed' }>;
    readonly values: Values;
    readonly region: string;
  },
): Promise<Afterwards> {
  const { terminal, words } = talk;
  const { report, values, region } = failed;
  const { failures, afterFailure: choices, notReached, whatNow } = words.talk;
  const why = failures[report.code] ?? failures['other'] ?? '';
  log.error(`${notReached(report.url, why)}\n${talk.dim(report.reason)}`, terminal);
  const wantsToken = report.code === 'KONG_UNAUTHORIZED';
  const { failures: before = 0 } = talk;
  const next = { ...talk, failures: before + 1 };
  const reply = await askChoice(terminal, {
    message: whatNow,
    initial: before > 0 ? 'on' : wantsToken ? 'token' : 'again',
    choices: (wantsToken
      ? (['token', 'again', 'other', 'on'] as const)
      : (['again', 'other', 'on', 'token'] as const)
    ).map((value) => ({ value, label: choices[value] })),
  });
  if (reply.kind !== 'answer' || reply.text === 'other') return { values, again: true };
  if (reply.text === 'on') return { values, again: false };
  if (reply.text === 'again') return talkToGateway(next, values, region);
  const file = await askText(terminal, {
    message: words.talk.tokenFile,
    initial: '/run/secrets/kong',
    complain: (text) => (text === '' ? words.talk.missingWords : null),
  });
  if (file.kind !== 'answer') return afterFailure(talk, failed);
  const scope = { region };
  return talkToGateway(
    next,
    withValue(values, { id: 'token-file', scope, text: file.text }),
    region,
  );
}
