/** The catalogues fit each other and the code; what they do not know is never a blank. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unequalKeys, unsaidKeys, untranslatedKeys } from '../../test/support/catalogue-claims.ts';
import type { SaidValue } from '../lib/said.ts';
import { eventIn, say, SENTENCES, sentenceOf, signalSaid, wordsOf } from './sentences.ts';

describe('catalogues', () => {
  test('both languages have the same keys, and ask for the same values', () => {
    expect(unequalKeys(SENTENCES)).toEqual([]);
  });

  test('every key is said somewhere', () => {
    expect(unsaidKeys(SENTENCES, new URL('../', import.meta.url))).toEqual([]);
  });

  test('no Dutch sentence is the English one', () => {
    expect(untranslatedKeys(SENTENCES)).toEqual([]);
  });
});

describe('words', () => {
  test.each<[SaidValue, string, string]>([
    [
      say('has-room', { receivers: ['eu-north'], roomRps: 750, demandRps: 31.1 }),
      'eu-north has room for 750 rps and gets 31.1 rps',
      'eu-north heeft ruimte voor 750 rps en krijgt 31,1 rps',
    ],
    [
      say('has-room', { receivers: ['a', 'b', 'c'], roomRps: 750, demandRps: 31.1 }),
      'a, b and c have room for 750 rps and get 31.1 rps',
      'a, b en c hebben ruimte voor 750 rps en krijgen 31,1 rps',
    ],
    [
      say('weights-written', { count: 1, upstream: 'u', gateway: 'g' }),
      '1 weight of u written at g.',
      '1 gewicht van u geschreven op g.',
    ],
    [
      say('region-returns', {
        region: 'r',
        shareRatio: 0.0525,
        proof: say('after-trickle', { failures: 0, tries: 12, heldMs: 2_130 }),
      }),
      'r returns at 5.3 % of its share: 0 of 12 tries failed in the 2.1 s before.',
      'r keert terug met 5,3 % van haar aandeel: in de 2,1 s hiervoor mislukten 0 van de 12 pogingen.',
    ],
    [
      signalSaid("Kong's health at kong-eu"),
      "Kong's health at kong-eu",
      'Kongs gezondheid op kong-eu',
    ],
    [signalSaid('something new'), 'something new', 'something new'],
  ])('%j', (said, english, dutch) => {
    expect([wordsOf(said, 'en'), wordsOf(said, 'nl')]).toEqual([english, dutch]);
  });

  test('a journal without data, or with data of another version, keeps its message', () => {
    const message = 'As it was told then.';
    expect(sentenceOf({ message }, 'nl')).toBe(message);
    const later = { key: 'of-a-later-version' };
    expect(sentenceOf({ message, said: later }, 'nl')).toBe(message);
    const nested = { key: 'region-stays', values: { region: 'r', evidence: later, why: 'x' } };
    expect(sentenceOf({ message, said: nested }, 'nl')).toBe(message);
    expect(sentenceOf({ message, said: { key: 'region-stays' } }, 'nl')).toBe(message);
    expect(sentenceOf({ message, said: { key: 'constructor' } }, 'nl')).toBe(message);
  });

  test('whatever a reason says, it is never taken for a template', () => {
    fc.assert(
      fc.property(fc.string(), (reason) => {
        const said = say('person-rejected', { by: '{reason}', agoMs: 1_000, reason });
        expect(wordsOf(said, 'nl')).toBe(`{reason} wees het 1 s geleden af (${reason})`);
      }),
      { numRuns: 100 },
    );
  });

  test('a line for a Dutch reader is the same but for its sentence', () => {
    const said = say('leading');
    const event = { atMs: 1, message: 'x', said };
    expect(eventIn(event, 'nl')).toEqual({ ...event, message: wordsOf(said, 'nl') });
    expect(eventIn(event, 'en')).toBe(event);
  });
});
