/** Whoever pulls levers in Dutch is answered, asked and refused in Dutch; JSON and the log keep to English. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditEntry } from '../../src/model/audit.ts';
import { errorIn } from '../../src/operations/operation-error.ts';
import { createJournalOperations } from '../../src/operations/journal.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { strategyText } from '../system/support/strategy-text.ts';
import { ANN, evacuate, failureOf, leverWorld, request } from './lever-world.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-dutch-'));
  const regions = { addressesOf: (region: string) => [`${region}-1:80`, `${region}-2:80`] };
  const url = 'http://127.0.0.1:9';
  const places = { adminUrl: url, proxyUrl: url, logsListen: '127.0.0.1:9', regions };
  await writeFile(join(folder, 'ballast.yaml'), strategyText(places));
  await (await createSqliteStore({ file: join(folder, 'state.sqlite') })).close();
  await ballast('overrides');
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function ballast(...args: string[]) {
  const files = ['-s', join(folder, 'ballast.yaml'), '--state', join(folder, 'state.sqlite')];
  return runInProcess([...args, ...files]);
}

const inDutch = (...args: string[]) => ballast(...args, '--lang', 'nl');
const WHY = ['--reason', 'een proef'];

/** Words that Dutch does not have, outside of what is typed: options, commands, names. */
const ENGLISH = /\b(the|its|for|with|would|will|is no|nothing|there|write|what|and|not|of the)\b/i;

function englishIn(text: string): readonly string[] {
  const told = text.replaceAll(/`[^`]*`|--[a-z-]+|ballast [a-z]+/g, '');
  return told.split('\n').filter((line) => ENGLISH.test(line));
}

test.each<[args: readonly string[], said: string]>([
  [['evacuate', 'eu-wset', ...WHY], 'Er is geen regio eu-wset; bedoelde u eu-west?'],
  [['evacuate', 'eu-west'], 'er ontbreekt een reden'],
  [['evacuate', 'eu-west', ...WHY], 'Verhelp wat hierboven staat'],
  [['freeze', ...WHY], 'Bekijk het met --dry-run, en voeg dan --yes toe.'],
  [['freeze', ...WHY, '--for', '5'], 'Schrijf er een eenheid bij'],
  [['freeze', ...WHY, '--for', '73h', '--yes'], 'Het moet 1s tot 72h duren.'],
  [['freeze', '--reason', 'x', '--yes'], 'in minstens 3 tekens'],
  [['pin', 'productAPI', 'eu-west:80', ...WHY], 'is geen aandeel'],
  [['pin', 'productAPI', 'eu-west=60%', 'eu-north=20%', ...WHY], 'samen 80 % en geen 100 %'],
  [['overrides', 'end', 'abcd', ...WHY], 'Er is geen ingreep abcd van kracht'],
  [['restore', 'eu-west', ...WHY, '--yes'], 'geen ingreep die eu-west eruit houdt'],
  [['restore', ...WHY], 'noem een regio'],
  [['undo', ...WHY], 'heeft niets gewijzigd'],
  [['approve', 'a/b/c', ...WHY, '--yes'], 'Er is geen verplaatsing a/b/c'],
  [['status'], 'Er is nog geen status opgeslagen.'],
])('%j', async (args, said) => {
  const { stdout, stderr, code } = await inDutch(...args);
  expect(code).toBeGreaterThan(0);
  expect(stdout + stderr).toContain(said);
  expect(englishIn(stdout + stderr)).toEqual([]);
  expect(stderr).toMatch(/fout: .+\ndoe: {2}/);
});

test('a lever is set, listed and taken back in Dutch', async () => {
  const set = await inDutch('freeze', '--reason', 'een proef', '--for', '20m', '--yes');
  expect(set.stdout).toContain('alle services bevriezen, voor 20 min');
  expect(set.stderr).toContain('eindigt vanzelf om');
  const listed = await inDutch('overrides');
  expect(listed.stdout).toMatch(/alle services bevriezen\n\s+door \S+ sinds .*: een proef/);
  const back = await inDutch('undo', '--reason', 'weer goed', '--yes');
  expect(back.stderr).toContain('is beëindigd: alle services bevriezen');
  expect(back.stdout).toContain('er zijn geen ingrepen van kracht');
  const watch = await inDutch('disable', '--rule', 'trim');
  expect(watch.stderr).toContain('zegt vanaf de volgende tik alleen wat hij zou doen');
  for (const { stdout, stderr } of [set, listed, back, watch]) {
    expect(englishIn(stdout + stderr)).toEqual([]);
  }
});

test('JSON is for programs: English', async () => {
  const { stdout } = await ballast('evacuate', 'eu-wset', ...WHY, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    error: { message: 'There is no region eu-wset; did you mean eu-west?' },
  });
});

test('a refusal and its reasons are data: Dutch for one reader, English for the next', async () => {
  const { levers, run } = leverWorld({ capacityRps: 15 });
  await run(60);
  const error = await failureOf(levers.set(ANN, request(evacuate('eu-west'))));
  const { message, fix, details } = errorIn(error, 'nl');
  expect(message).toMatch(
    /^Geweigerd: eu-west evacueren \(alle services\)\. eu-north heeft ruimte/,
  );
  expect(englishIn([message, fix, JSON.stringify(details['reasons'])].join('\n'))).toEqual([]);
  expect(errorIn(error, 'en').message).toMatch(/^Refused: evacuate eu-west/);
});

test('the audit log is kept as data; an entry of before keeps its English', async () => {
  const { levers, run, store, strategy } = leverWorld();
  const { history } = store;
  await run(60);
  await levers.set(ANN, request({ kind: 'freeze' }));
  await failureOf(levers.end(ANN, { id: 'abcd', reason: 'een proef' }));
  const old: AuditEntry = {
    atMs: 1,
    by: 'ann',
    role: 'admin',
    via: 'cli',
    action: 'mode.set',
    outcome: 'done',
    message: 'As it was told then.',
    details: {},
  };
  await history.appendAudit(old);
  const reading = { strategy, store, history, clock: { nowMs: () => 0 } };
  const told = async (language: 'en' | 'nl') =>
    (await createJournalOperations({ ...reading, language }).audit(ANN, { limit: 9 })).map(
      ({ entry }) => entry.message,
    );
  expect(await told('nl')).toEqual([
    expect.stringMatching(/^ann heeft ingegrepen: alle services bevriezen, voor /),
    'Gevraagd: ingreep abcd beëindigen. Er is geen ingreep abcd van kracht; misschien is hij al voorbij.',
    'As it was told then.',
  ]);
  expect((await told('en'))[0]).toMatch(/^ann set: freeze all services, for /);
});
