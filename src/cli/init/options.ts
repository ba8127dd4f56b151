/** The questions as options of the command line: every question has a flag. */

import { Option, type Command } from 'commander';

import { collect } from '../collect.ts';
import type { FlagTexts } from './flags.ts';
import { QUESTIONS } from './questions/order.ts';
import { INIT_WORDS } from './words/words.ts';

const SOMETHING = { service: 'a service', region: 'a region' };

/** What is asked for a service or a region may be given for each, so its flag repeats. */
export function addQuestionOptions(command: Command): void {
  for (const { id, form, per } of QUESTIONS) {
    const ask = INIT_WORDS.en.questions[id]?.ask(SOMETHING) ?? id;
    const option = new Option(`--${id} ${form}`, `${ask}${PLACES[per]}`);
    if (per !== 'file') option.argParser(collect);
    command.addOption(option);
  }
}

const PLACES = {
  file: '',
  region: ' [REGION=]',
  service: ' [SERVICE=]',
  placement: ' SERVICE@REGION=',
} as const;

export function flagTexts(options: Readonly<Record<string, unknown>>): FlagTexts {
  const texts: Record<string, string | readonly string[]> = {};
  for (const { id } of QUESTIONS) {
    const given = options[id.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())];
    if (typeof given === 'string') texts[id] = given;
    if (Array.isArray(given)) texts[id] = given.map(String);
  }
  return texts;
}
