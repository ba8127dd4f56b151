/** The words for what is wrong with the shape of a file. */

import type { Language } from '../lib/locale.ts';
import { show } from './formats/format.ts';
import type { Wording } from './wording.ts';

interface ShapeWords {
  readonly theFile: string;
  readonly thisEntry: string;
  readonly or: string;
  readonly types: Readonly<Record<string, string>>;
  readonly otherType: (type: string) => string;
  readonly somethingElse: string;
  readonly oneOf: (words: string) => string;
  readonly write: (what: string) => string;
  readonly suchAs: (what: string, example: string) => string;
  readonly unknownKey: (key: string) => string;
  readonly removeKey: (known: string) => string;
  readonly moveTo: (homes: string) => string;
  readonly didYouMean: (word: string) => string;
  readonly noKey: (key: string) => Wording;
  readonly hiddenKey: Wording;
  readonly missing: (where: string, key: string) => string;
  readonly add: (key: string) => string;
  readonly noValue: (key: string) => string;
  readonly orRemoveKey: (what: string) => string;
  readonly writeOut: (example: string) => string;
  readonly version: (shown: string, known: number) => Wording;
  readonly otherVersion: (version: number, known: number) => Wording;
  readonly unknownWord: (shown: string) => string;
  readonly empty: (isText: boolean) => Wording;
  readonly tooMuch: (most: string, isText: boolean) => Wording;
  readonly outOfRange: (shown: string, bound: 'least' | 'most', limit: string) => Wording;
  readonly misfit: (wanted: string, shown: string) => string;
  readonly list: string;
  readonly asList: (example: string) => string;
  readonly inQuotes: (text: string) => string;
  readonly withoutQuotes: (text: string) => string;
}

const ENGLISH: ShapeWords = {
  theFile: 'the file',
  thisEntry: 'this entry',
  or: 'or',
  types: {
    object: 'a map (key: value)',
    record: 'a map (key: value)',
    array: 'a list',
    string: 'a text',
    int: 'a whole number',
    number: 'a number',
    boolean: 'on or off',
  },
  otherType: (type) => `a ${type}`,
  somethingElse: 'something else',
  oneOf: (words) => `one of ${words}`,
  write: (what) => `write ${what}`,
  suchAs: (what, example) => `${what}, such as \`${example}\``,
  unknownKey: (key) => `unknown key ${show(key)}`,
  removeKey: (known) => (known === '' ? 'remove it' : `remove it; keys here are ${known}`),
  moveTo: (homes) => `move it to ${homes}`,
  didYouMean: (word) => `did you mean ${word}?`,
  noKey: (key) => ({ message: `${show(key)} cannot be a key here`, fix: 'use another key' }),
  hiddenKey: { message: 'a key named `__proto__` is not allowed', fix: 'remove it' },
  missing: (where, key) => `${where} has no ${show(key)}`,
  add: (key) => `add ${key}`,
  noValue: (key) => `${show(key)} has no value`,
  orRemoveKey: (what) => `${what}, or remove the key`,
  writeOut: (example) => `write it out, such as \`${example}\``,
  version: (shown, known) => ({
    message: `${shown} is not a version that this Ballast can read`,
    fix: `write version: ${known}`,
  }),
  otherVersion: (version, known) => ({
    message: `version ${version} is not one that this Ballast can read`,
    fix: `write version: ${known}, or use the Ballast that reads version ${version}`,
  }),
  unknownWord: (shown) => `${shown} is not a word known here`,
  empty: (isText) => ({
    message: `this ${isText ? 'text' : 'list'} is empty`,
    fix: 'add something, or remove the key',
  }),
  tooMuch: (most, isText) => {
    const limit = `at most ${most} ${isText ? 'characters' : 'entries'}`;
    return { message: `too much: ${limit}`, fix: `use ${limit}` };
  },
  outOfRange: (shown, bound, limit) => ({
    message: `${shown} is out of range: at ${bound} ${limit}`,
    fix: `write a whole number, at ${bound} ${limit}`,
  }),
  misfit: (wanted, shown) => `expected ${wanted}, found ${shown}`,
  list: 'write a list: put [ ] around it, or begin each entry with a dash',
  asList: (example) => `write it as a list: ${example}`,
  inQuotes: (text) => `put it in quotes: "${text}"`,
  withoutQuotes: (text) => `write ${text} without quotes`,
};

const DUTCH: ShapeWords = {
  theFile: 'het bestand',
  thisEntry: 'dit onderdeel',
  or: 'of',
  types: {
    object: 'een map (sleutel: waarde)',
    record: 'een map (sleutel: waarde)',
    array: 'een lijst',
    string: 'een tekst',
    int: 'een geheel getal',
    number: 'een getal',
    boolean: 'on of off',
  },
  otherType: (type) => `een ${type}`,
  somethingElse: 'iets anders',
  oneOf: (words) => `een van ${words}`,
  write: (what) => `schrijf ${what}`,
  suchAs: (what, example) => `${what}, zoals \`${example}\``,
  unknownKey: (key) => `onbekende sleutel ${show(key)}`,
  removeKey: (known) => (known === '' ? 'haal hem weg' : `haal hem weg; hier kan ${known}`),
  moveTo: (homes) => `verplaats hem naar ${homes}`,
  didYouMean: (word) => `bedoel je ${word}?`,
  noKey: (key) => ({
    message: `${show(key)} kan hier geen sleutel zijn`,
    fix: 'gebruik een andere sleutel',
  }),
  hiddenKey: { message: 'een sleutel met de naam `__proto__` mag niet', fix: 'haal hem weg' },
  missing: (where, key) => `${where} heeft geen ${show(key)}`,
  add: (key) => `voeg ${key} toe`,
  noValue: (key) => `${show(key)} heeft geen waarde`,
  orRemoveKey: (what) => `${what}, of haal de sleutel weg`,
  writeOut: (example) => `vul de waarde in, zoals \`${example}\``,
  version: (shown, known) => ({
    message: `${shown} is geen versie die deze Ballast kan lezen`,
    fix: `schrijf version: ${known}`,
  }),
  otherVersion: (version, known) => ({
    message: `versie ${version} kan deze Ballast niet lezen`,
    fix: `schrijf version: ${known}, of gebruik de Ballast die versie ${version} leest`,
  }),
  unknownWord: (shown) => `${shown} is geen woord dat hier bekend is`,
  empty: (isText) => ({
    message: `deze ${isText ? 'tekst' : 'lijst'} is leeg`,
    fix: 'vul iets in, of haal de sleutel weg',
  }),
  tooMuch: (most, isText) => {
    const limit = `hoogstens ${most} ${isText ? 'tekens' : 'elementen'}`;
    return { message: `te veel: ${limit}`, fix: `gebruik ${limit}` };
  },
  outOfRange: (shown, bound, limit) => {
    const range = `${bound === 'least' ? 'minstens' : 'hoogstens'} ${limit}`;
    return {
      message: `${shown} valt buiten het bereik: ${range}`,
      fix: `schrijf een geheel getal, ${range}`,
    };
  },
  misfit: (wanted, shown) => `hier hoort ${wanted}, niet ${shown}`,
  list: 'schrijf een lijst: zet er [ ] omheen, of begin elk element met een streepje',
  asList: (example) => `schrijf het als lijst: ${example}`,
  inQuotes: (text) => `zet het tussen aanhalingstekens: "${text}"`,
  withoutQuotes: (text) => `schrijf ${text} zonder aanhalingstekens`,
};

export const SHAPE_WORDS: Readonly<Record<Language, ShapeWords>> = { en: ENGLISH, nl: DUTCH };
