/**
 * One service of the strategy file. Reads only at a standby needs two levels; where those cannot be it
 * becomes two services, of which the writing one stays in its region.
 */

import { CAPACITY_CEILING_RATIO } from '../../../model/ceiling.ts';
import { ANY } from '../values.ts';
import { isPlaceholder } from '../questions/of-services.ts';
import { READING, WRITING, type InitAnswers, type InitService } from '../answers.ts';
import type { FileWords } from '../words/init-words.ts';
import {
  capacityOf,
  connectTimeout,
  failbackOf,
  isUsual,
  needsLargerShare,
  rate,
  standbyShare,
  usualStepsOf,
} from './figures.ts';
import { comment, flow, plain } from './yaml.ts';

interface ServiceParts {
  readonly service: InitService;
  readonly answers: InitAnswers;
  readonly words: FileWords;
  /** Explanations stand at the first service only. */
  readonly first: boolean;
  /** Said above it. */
  readonly intro?: readonly string[];
}

export function renderService(parts: ServiceParts): string {
  const { service, words, answers } = parts;
  if (service.failover !== 'reads-only') return renderOne(parts);
  if (canTellMethods(service, answers)) return renderOne(parts);
  const wanted = service.methods.length === 0 ? [...READING, ...WRITING] : service.methods;
  const reads = wanted.filter((method) => !isWriting(method));
  const writes = wanted.filter(isWriting);
  const [home] = service.placements;
  if (writes.length === 0 || home === undefined) {
    const reading: InitService = { ...service, failover: 'active-passive' };
    return renderOne({ ...parts, service: reading, intro: [words.onlyReads] });
  }
  const writing: InitService = {
    ...service,
    methods: writes,
    placements: [home],
    failover: 'isolate',
    whenShort: 'overflow',
  };
  const first = renderOne({ ...parts, service: writing, intro: words.readsOnly });
  if (reads.length === 0) return first;
  const reading: InitService = {
    ...service,
    name: freeName(`${service.name.slice(0, MAX_NAME)}-reads`, answers),
    methods: reads,
    failover: 'active-passive',
  };
  const second = {
    ...parts,
    first: false,
    service: reading,
    intro: words.readsOnlyReads(service.name),
  };
  return `${first}\n${renderOne(second)}`;
}

/** Kong tells methods apart between two levels; without them it takes two services. */
function canTellMethods(
  { sessions, placements }: InitService,
  { gateways }: Pick<InitAnswers, 'gateways'>,
): boolean {
  return (
    sessions === null &&
    placements.length > 1 &&
    gateways.every(({ loopback }) => loopback !== 'none')
  );
}

/** Leaves room for what is added; names have at most 64 letters. */
const MAX_NAME = 54;

function isWriting(method: string): boolean {
  return WRITING.some((word) => word === method);
}

function freeName(name: string, { services }: InitAnswers): string {
  const taken = new Set(services.map((service) => service.name.toLowerCase()));
  let free = name;
  for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${name}${count}`;
  return free;
}

function renderOne(parts: ServiceParts): string {
  const { service, words, first, intro = [] } = parts;
  const { health, failover } = service;
  const isMissed = failover === 'static-answer' && service.whenShort !== 'shed';
  const wish = isMissed ? [words.staticAnswerNot] : [];
  return [
    `  ${plain(service.name)}:\n`,
    ...[...intro, ...wish].map((text) => comment(text, 4)),
    renderRoutes(parts),
    renderAlgorithm(parts),
    first ? comment(words.health, 4) : '',
    `    health: { path: ${plain(health)} }\n`,
    renderObjective(service),
    renderTargets(parts),
    renderFailover(parts),
    renderAdapt(parts),
    first ? comment(words.client, 4) : '',
    `    client: { deadline: ${service.deadline} }\n`,
    renderProtect(parts),
  ].join('');
}

function renderRoutes({ service, words, first }: ServiceParts): string {
  const { paths, methods, stripPath } = service;
  if (paths.length === 0) return `${comment(words.noRoutes, 4)}    routes: []\n`;
  const parts = [
    `paths: ${flow(paths)}`,
    ...(methods.length === 0 || methods[0] === ANY ? [] : [`methods: ${flow(methods)}`]),
    ...(stripPath ? [] : ['stripPath: off']),
  ];
  const note = first ? comment(words.stripPath, 4) : '';
  return `${note}    routes: [{ ${parts.join(', ')} }]\n`;
}

function renderAlgorithm({ service, words, first }: ServiceParts): string {
  const { sessions, algorithm } = service;
  if (sessions === null) {
    const note = first ? comment(words.algorithm[algorithm] ?? '', 4) : '';
    return `${note}    algorithm: ${algorithm}\n`;
  }
  const { kind, name } = sessions;
  const hashOn = name === null ? kind : `{ ${kind}: ${plain(name)} }`;
  return `${comment(words.sessions, 4)}    algorithm: { consistent-hashing: { hashOn: ${hashOn} } }\n`;
}

function renderObjective({ availability, p99 }: InitService): string {
  const parts = [
    ...(availability === null ? [] : [`availability: ${plain(availability)}`]),
    ...(p99 === null ? [] : [`latency: { p99: ${p99} }`]),
  ];
  return parts.length === 0 ? '' : `    objective: { ${parts.join(', ')} }\n`;
}

function renderTargets(parts: ServiceParts): string {
  const { service, words, first } = parts;
  const { placements } = service;
  const readsOnly = service.failover === 'reads-only';
  const isExample = placements.some(({ hosts }) => hosts.some(isPlaceholder));
  const isUnknown = placements.some(({ capacity }) => capacity === null);
  const lines = placements.map(({ region, hosts, capacity }, index) => {
    const stated = capacity === null ? '' : `, capacity: ${capacity}`;
    const access = readsOnly && index > 0 ? ', access: reads' : '';
    return `      ${plain(region)}: { hosts: ${flow(hosts)}${stated}${access} }\n`;
  });
  return [
    ...renderLoad(parts),
    isExample ? comment(words.placeholders, 4) : '',
    isUnknown ? comment(words.capacityUnknown, 4) : '',
    isExample && !isUnknown && first ? comment(words.capacityPlaceholder, 4) : '',
    readsOnly ? comment(words.access, 4) : '',
    '    targets:\n',
    ...lines,
  ].join('');
}

/** The key, and above it what follows from it: whether the peak fits without the first region. */
function renderLoad({ service, words }: ServiceParts): readonly string[] {
  const { load, placements } = service;
  if (load === null) return [];
  const note = fitNote({ load, placements, words });
  return [note === '' ? '' : comment(note, 4), `    load: ${plain(load)}\n`];
}

function fitNote({ load, placements, words }: LoadParts): string {
  const [first, ...others] = placements;
  if (first === undefined || others.length === 0) return '';
  const left = others.map(capacityOf);
  if (left.includes(null)) return words.loadUnknown;
  const restRps =
    CAPACITY_CEILING_RATIO * left.reduce<number>((sum, capacity) => sum + (capacity ?? 0), 0);
  const loadRps = capacityOf({ region: '', hosts: [''], capacity: load }) ?? 0;
  const tell = restRps >= loadRps ? words.loadFits : words.loadDoesNotFit;
  return tell({ region: first.region, rest: rate(restRps) });
}

interface LoadParts {
  readonly load: string;
  readonly placements: InitService['placements'];
  readonly words: FileWords;
}

function renderFailover({ service, answers, words, first }: ServiceParts): string {
  const { placements, failover, approval, before, after, whenShort, answer } = service;
  const mode =
    failover === 'static-answer' || failover === 'reads-only' ? 'active-passive' : failover;
  if (placements.length === 1) {
    const note = first ? comment(words.oneRegion, 4) : '';
    return `${note}    failover: { mode: isolate }\n${renderFewRequests({ service, words })}`;
  }
  const parts = [
    `mode: ${mode}`,
    ...(mode === 'active-passive' && (sharesAreExact(service, answers) || needsLargerShare(service))
      ? [`standbyShare: ${standbyShare(service)}`]
      : []),
    ...(mode === 'isolate' || whenShort === 'overflow'
      ? []
      : [`whenCapacityIsShort: ${whenShort}`]),
    ...(answer === null ? [] : [`answer: ${renderAnswer(answer)}`]),
    ...(approval === 'auto' ? [] : ['approval: manual']),
    ...(before === null ? [] : [`before: ${JSON.stringify(before)}`]),
    ...(after === null ? [] : [`after: ${JSON.stringify(after)}`]),
  ];
  return [
    first ? comment(words.failover[mode] ?? '', 4) : '',
    approval === 'manual' ? comment(words.approval, 4) : '',
    whenShort === 'shed' ? comment(answer === null ? words.shed : words.staticAnswer, 4) : '',
    `    failover: { ${parts.join(', ')} }\n`,
    mode === 'isolate'
      ? renderFewRequests({ service, words })
      : renderFailback({ service, answers, words, first }),
  ].join('');
}

/** JSON unless it is something else by the looks of it. */
function renderAnswer(body: string): string {
  const text = body.trim();
  const plainType = text.startsWith('<') ? 'text/html' : 'text/plain';
  const type = isJson(text)
    ? ''
    : `contentType: ${JSON.stringify(`${plainType}; charset=utf-8`)}, `;
  return `{ ${type}body: ${JSON.stringify(body)} }`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function renderFailback({ service, answers, words, first }: ServiceParts): string {
  const stated = sharesAreExact(service, answers);
  const figures = stated ? failbackOf(service) : usualStepsOf(service);
  const { steps, minRequests } = figures;
  const parts = ['hold: 2m', ...(stated ? [`steps: [${steps}]`] : []), 'minDwell: 30s'];
  const note = service.sessions === null ? (first ? words.failback : '') : words.sessionsSteps;
  return [
    note === '' ? '' : comment(note, 4),
    isUsual(figures) ? '' : comment(words.failbackSmall, 4),
    `    failback: { ${[...parts, `minRequests: ${minRequests}`].join(', ')} }\n`,
  ].join('');
}

/** Nothing returns step by step where nothing moves; figures that cannot be are not left to defaults. */
function renderFewRequests({ service, words }: Pick<ServiceParts, 'service' | 'words'>): string {
  const figures = usualStepsOf(service);
  if (isUsual(figures)) return '';
  const note = comment(words.failbackSmall, 4);
  return `${note}    failback: { minRequests: ${figures.minRequests} }\n`;
}

/** In a flat upstream under least-connections small weights get nothing (decision 9). */
function sharesAreExact({ algorithm, sessions }: InitService, { gateways }: InitAnswers): boolean {
  const isFlat = gateways.some(({ loopback }) => loopback === 'none');
  return sessions !== null || algorithm === 'round-robin' || !isFlat;
}

function renderAdapt({ service, words }: ServiceParts): string {
  if (service.sessions === null) return '';
  return `${comment(words.sessionsAdapt, 4)}    adapt: { errors: on, latency: off, load: off }\n`;
}

function renderProtect({ service, words }: ServiceParts): string {
  const { mayRepeat, deadline } = service;
  const connect = connectTimeout(deadline);
  const parts = [
    ...(mayRepeat ? [] : ['retries: 0']),
    ...(connect === null ? [] : [`connectTimeout: ${connect}`]),
  ];
  if (parts.length === 0) return '';
  return `${mayRepeat ? '' : comment(words.never, 4)}    protect: { ${parts.join(', ')} }\n`;
}
