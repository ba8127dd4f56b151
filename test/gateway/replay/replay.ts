/** Plays recordings against nodes and collects what differs. */

import { isRecord } from '../../../src/gateway/entities/records.ts';
import { difference } from './compare.ts';
import { payloadOf, readRecordings } from './recording.ts';
import type { Exchange, Recording } from './recording.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

/** DB-less, each on a fresh node; all others one after the other on one node. */
const WITHOUT_DATABASE = ['09-dbless', '10-dbless-check-hash'];

export interface FileResult {
  readonly name: string;
  readonly total: number;
  readonly departures: readonly { readonly number: number; readonly what: string }[];
}

export async function replayAll(): Promise<readonly FileResult[]> {
  const shared = createWorld('memory');
  const results: FileResult[] = [];
  for (const recording of readRecordings()) {
    const world = WITHOUT_DATABASE.includes(recording.name) ? createWorld('off') : shared;
    results.push(await replay(recording, world));
    if (world !== shared) await world.server.close();
  }
  await shared.server.close();
  return results;
}

async function replay({ name, entries }: Recording, world: World): Promise<FileResult> {
  const departures: { number: number; what: string }[] = [];
  let total = 0;
  if (name === '11-upstream-deleted-under-a-service') {
    world.store.insert('upstreams', { name: 'sw2' });
  }
  for (const entry of entries) {
    world.tick();
    if ('event' in entry) {
      world.happen(entry.event);
      continue;
    }
    total += 1;
    const what = difference(entry, await send(world, entry));
    if (what !== null) departures.push({ number: entry.number, what });
    if (name === '12-paging' && entry.number === 1) insertPagedTargets(world);
  }
  return { name, total, departures };
}

async function send(world: World, { request, response }: Exchange) {
  const { method, path, headers } = request;
  const payload = payloadOf(request);
  world.useId(recordedId(response.json));
  const reply = await world.server.inject({
    method: method as 'GET',
    url: path,
    ...(headers === undefined ? {} : { headers }),
    ...(payload === undefined ? {} : { payload }),
  });
  world.useId(null);
  return { status: reply.statusCode, text: reply.body };
}

/** The id that Kong made up for this answer, also where it only shows in an error. */
function recordedId(json: unknown): string | null {
  if (!isRecord(json)) return null;
  const { id, fields } = json;
  if (typeof id === 'string') return id;
  return isRecord(fields) && typeof fields['id'] === 'string' ? fields['id'] : null;
}

/** Ids that 12-paging shows, by last part of the address 127.0.3.x. */
const PAGED_IDS: Readonly<Record<number, string>> = {
  150: 'eca28c3d-913a-441a-86f5-1874a2f5ed17',
  149: '5d6a965a-6902-4845-8243-1bf4ca897837',
  136: '0f6c572c-f52f-4959-94a8-a345728f4f73',
  134: 'c32142ba-fc25-491b-97ed-d66425ad1c24',
  109: '05e3953b-4165-4d37-a870-6a7898663d99',
  90: 'c65888e4-04e4-4594-bf8d-e232fe8c68d4',
  89: '5f9509c6-4bd3-4708-b027-0ce8685abe5e',
  68: 'bf3e22f0-e7e4-45c9-b3c8-0160b9668bbe',
  50: '8fcc7434-d8cf-41a5-8420-ca904addeafd',
  49: '82ad3314-b1a4-452f-9b9f-4c66bfb5b09e',
  38: 'c244c15b-0dd3-4950-b575-099341dc4d72',
  102: 'ffffffff-ffff-4fff-8fff-ffffffffffff',
};

/** Targets on the first page by id whose ids the recording does not show. */
const UNSEEN_ON_FIRST_PAGE = 93;

/** The recording leaves the POSTs of its 150 targets out; unseen ids are made up to fit. */
function insertPagedTargets(world: World): void {
  const upstream = world.store.find('upstreams', 'page');
  let unseen = 0;
  for (let host = 1; host <= 150; host += 1) {
    world.tick();
    const digits = String(host).padStart(12, '0');
    const madeUp = `${unseen < UNSEEN_ON_FIRST_PAGE ? '6' : 'd'}0000000-0000-4000-8000-${digits}`;
    const id = PAGED_IDS[host] ?? madeUp;
    if (id === madeUp) unseen += 1;
    const target = `127.0.3.${host}:9001`;
    world.store.insert('targets', { id, target, weight: host, upstream: { id: upstream?.id } });
  }
}
