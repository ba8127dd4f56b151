/**
 * What was kept of a span → the post-mortem of it. Read in pieces, and between them the loop of the
 * process that this may run in has its turn.
 */

import { setImmediate as giveWay } from 'node:timers/promises';

import type { AuditEntry } from '../../model/audit.ts';
import type { History, HistoryQuery, Numbered } from '../../model/history.ts';
import type { Store } from '../../model/ports.ts';
import type { PostMortem, PostMortemSetting } from '../../model/post-mortem.ts';
import type { Setting } from '../contract.ts';
import { createTally, LINES_KEPT, type TalliedService } from './tally.ts';

export interface CollectPorts {
  readonly store: Pick<Store, 'readSnapshot'>;
  readonly history: Pick<History, 'readAudit' | 'readEvents' | 'readSamples'>;
  readonly strategy: { readonly name: string; readonly services: readonly NamedService[] };
  readonly settings: () => Promise<readonly Setting[]>;
}

interface NamedService {
  readonly name: string;
  readonly upstream: string;
}

export interface CollectRequest extends Pick<
  PostMortem,
  'madeAtMs' | 'madeBy' | 'service' | 'sinceMs' | 'untilMs'
> {
  /** Whoever makes it may see what people did. */
  readonly withDeeds: boolean;
}

/** Of a span at most; one with more is too long for one report. */
const EVENTS_MAX = 50_000;
const PAGE = 1_000;
/** Kept samples are at most this wide: pieces that end at its multiples cut none. */
const WIDEST_STEP_MS = 600_000;
const PIECES_MAX = 144;

/** `null` when there is no such service. */
export async function collectPostMortem(
  ports: CollectPorts,
  request: CollectRequest,
): Promise<PostMortem | null> {
  const { withDeeds, ...asked } = request;
  const { strategy, services } = await knownServices(ports);
  const meant = services.filter(
    ({ service, upstream }) =>
      asked.service === null || service === asked.service || upstream === asked.service,
  );
  if (meant.length === 0 && asked.service !== null) return null;
  const tally = createTally(meant, asked);
  for await (const sample of samplesOf(ports, asked)) tally.addSample(sample);
  let events = 0;
  const span = { sinceMs: asked.sinceMs, untilMs: asked.untilMs };
  for await (const event of pagesOf((query) => ports.history.readEvents(query), span)) {
    if ((events += 1) > EVENTS_MAX) break;
    tally.addEvent(event);
  }
  const found = tally.result();
  const { deeds, deedCount } = withDeeds ? await deedsOf(ports, span) : NO_DEEDS;
  const settings = settingsOf(await ports.settings(), found.services);
  const isCut = events > EVENTS_MAX;
  return { version: 1, strategy, ...asked, ...found, deeds, deedCount, settings, isCut };
}

/** As the controller left them; without one, as the strategy says. */
async function knownServices({ store, strategy }: CollectPorts): Promise<{
  readonly strategy: string;
  readonly services: readonly TalliedService[];
}> {
  const snapshot = await store.readSnapshot();
  if (snapshot !== null) return { strategy: snapshot.strategy, services: snapshot.upstreams };
  const services = strategy.services.map(({ name, upstream }) => ({ service: name, upstream }));
  return { strategy: strategy.name, services };
}

async function* samplesOf(
  { history }: CollectPorts,
  { sinceMs, untilMs }: { readonly sinceMs: number; readonly untilMs: number },
) {
  const spanMs = untilMs - sinceMs;
  const pieceMs = WIDEST_STEP_MS * Math.max(1, Math.ceil(spanMs / PIECES_MAX / WIDEST_STEP_MS));
  for (let fromMs = sinceMs; fromMs < untilMs;) {
    const nextMs = (Math.floor(fromMs / WIDEST_STEP_MS) + 1) * WIDEST_STEP_MS;
    const toMs = Math.min(untilMs, nextMs + pieceMs - WIDEST_STEP_MS);
    yield* await history.readSamples({ sinceMs: fromMs, untilMs: toMs });
    await giveWay();
    fromMs = toMs;
  }
}

async function* pagesOf<T>(
  read: (query: HistoryQuery) => Promise<readonly Numbered<T>[]>,
  span: { readonly sinceMs: number; readonly untilMs: number },
): AsyncGenerator<Numbered<T>> {
  let afterId = 0;
  for (;;) {
    const page = await read({ ...span, afterId, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.id;
    await giveWay();
  }
}

const NO_DEEDS = { deeds: null, deedCount: 0 } as const;

async function deedsOf(
  { history }: CollectPorts,
  span: { readonly sinceMs: number; readonly untilMs: number },
): Promise<{ readonly deeds: readonly Numbered<AuditEntry>[]; readonly deedCount: number }> {
  const deeds: Numbered<AuditEntry>[] = [];
  let deedCount = 0;
  for await (const { id, entry } of pagesOf((query) => history.readAudit(query), span)) {
    if (entry.outcome === 'done') deedCount += 1;
    // The lines say what was done; all of it is in `ballast journal export --what audit`.
    if (deeds.length < LINES_KEPT) deeds.push({ id, entry: { ...entry, details: {} } });
  }
  return { deeds, deedCount };
}

/** Of a service: what sets how fast and how far it moves. */
const BEARING = /\.(objective|health|failover|failback|adapt|protect|client)\./;

function settingsOf(
  settings: readonly Setting[],
  services: PostMortem['services'],
): readonly PostMortemSetting[] {
  const harmed = services.filter(({ failed, times }) => failed > 0 || times !== null);
  const prefixes = harmed.map(({ service }) => `services.${service}.`);
  return settings
    .filter(({ path }) => BEARING.test(path))
    .filter(({ path }) => prefixes.some((prefix) => path.startsWith(prefix)))
    .slice(0, LINES_KEPT);
}
