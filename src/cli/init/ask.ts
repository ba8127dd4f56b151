/** Questions of `init`, kept short: everything else has a default that the file explains. */

import process from 'node:process';

import { isCancel, select, text } from '@clack/prompts';

import { CliFailure } from '../failure.ts';
import {
  ALGORITHMS,
  DEFAULT_ADMIN,
  DEFAULT_ANSWERS,
  defaultRoute,
  FAILOVER_MODES,
  placeholderHosts,
  type InitAnswers,
  type InitService,
} from './answers.ts';
import type { InitFlags } from './from-flags.ts';
import type { InitWords } from './words.ts';

/** Questions are not the result, so they go to stderr. */
const OUTPUT = { output: process.stderr };

/** Flags given are taken as the suggested answers. */
export async function askAnswers(flags: InitFlags, words: InitWords): Promise<InitAnswers> {
  const { ask } = words;
  const line = (message: string, initialValue: string) => askText(message, { initialValue, words });
  const list = (message: string, values: readonly string[]) =>
    line(`${message} (${ask.list})`, values.join(', ')).then(splitList);
  const name = await line(ask.name, flags.name);
  const availability = await line(ask.availability, flags.availability);
  const p99 = await line(ask.p99, flags.p99);
  const regions = await list(ask.regions, flags.regions);
  const suggested = flags.services.length > 0 ? flags.services : DEFAULT_ANSWERS.services;
  const names = await list(ask.services, suggested);
  const services: InitService[] = [];
  for (const service of names) {
    const targets: Record<string, readonly string[]> = {};
    for (const region of regions) {
      targets[region] = await list(ask.hosts(service, region), placeholderHosts(service, region));
    }
    services.push({ name: service, route: defaultRoute(service), targets });
  }
  return {
    name,
    availability,
    p99,
    regions,
    gateways: await askGateways(regions, words),
    services,
    algorithm: await askChoice(ask.algorithm, ALGORITHMS),
    failover: await askChoice(ask.failover, FAILOVER_MODES),
    healthPath: flags.health,
  };
}

async function askGateways(
  regions: readonly string[],
  words: InitWords,
): Promise<InitAnswers['gateways']> {
  const gateways: { name: string; region: string; admin: string }[] = [];
  for (const [index, region] of regions.entries()) {
    const initialValue = index === 0 ? DEFAULT_ADMIN : '';
    const required = index === regions.length - 1 && gateways.length === 0;
    const admin = await askText(words.ask.admin(region), { initialValue, words, required });
    if (admin !== '') gateways.push({ name: `kong-${region}`, region, admin });
  }
  return gateways;
}

async function askText(
  message: string,
  options: { initialValue: string; words: InitWords; required?: boolean },
): Promise<string> {
  const { initialValue, words, required = true } = options;
  const answer = await text({
    message,
    initialValue,
    validate: (value) => (required && (value ?? '').trim() === '' ? words.ask.required : undefined),
    ...OUTPUT,
  });
  if (isCancel(answer)) throw new CliFailure(words.ask.cancelled, { exitCode: 1 });
  return answer.trim();
}

async function askChoice(message: string, choices: readonly string[]): Promise<string> {
  const options = choices.map((value) => ({ value, label: value }));
  const answer = await select({ message, options, ...OUTPUT });
  if (isCancel(answer)) throw new CliFailure('cancelled, nothing written', { exitCode: 1 });
  return answer;
}

function splitList(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
