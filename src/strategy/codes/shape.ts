/** BLS11xx: keys, types and words. */

import type { CodeEntry } from './entry.ts';

export const SHAPE_CODES = {
  BLS1101: {
    severity: 'error',
    title: 'Unknown key',
    why: 'A key that Ballast does not know would silently do nothing; mostly it is a misspelling.',
    fix: 'Correct the spelling, move it to where it belongs, or remove it.',
    wrong: 'failback: { minDwel: 30s }',
    right: 'failback: { minDwell: 30s }',
  },
  BLS1102: {
    severity: 'error',
    title: 'Missing key',
    why: 'There is no safe default for it.',
    fix: 'Add the key.',
    wrong: 'gateways:\n  kong-eu: { region: eu-west }',
    right: 'gateways:\n  kong-eu: { region: eu-west, admin: "http://127.0.0.1:8001" }',
  },
  BLS1103: {
    severity: 'error',
    title: 'Wrong kind of value',
    why: 'A list stands where a map belongs, a text where a number belongs, and the like.',
    fix: 'Write the kind of value that the message names.',
    wrong: 'hosts: product-1:8080',
    right: 'hosts: [product-1:8080]',
  },
  BLS1104: {
    severity: 'error',
    title: 'Unknown word',
    why: 'Only certain words have a meaning here.',
    fix: 'Use one of the words listed.',
    wrong: 'mode: observ',
    right: 'mode: observe',
  },
  BLS1105: {
    severity: 'error',
    title: 'Unsupported version',
    why: 'The version says how the file is to be read; this Ballast reads version 1.',
    fix: 'Write `version: 1`, or use the Ballast that reads that version.',
    wrong: 'version: 2',
    right: 'version: 1',
  },
  BLS1106: {
    severity: 'error',
    title: 'Number out of range',
    why: 'Kong or Ballast cannot work with that number.',
    fix: 'Use a number within the range given.',
    wrong: 'priority: -1',
    right: 'priority: 0',
  },
  BLS1107: {
    severity: 'error',
    title: 'Nothing in it',
    why: 'At least one entry is needed for this to mean anything.',
    fix: 'Add an entry, or remove the key.',
    wrong: 'hosts: []',
    right: 'hosts: [product-1:8080]',
  },
  BLS1108: {
    severity: 'error',
    title: 'Too many or too long',
    why: 'Everything in Ballast has a limit, so that a mistake cannot exhaust the machine.',
    fix: 'Stay within the limit given.',
    wrong: 'steps: [1%, 2%, 3%] # and 50 more',
    right: 'steps: [1%, 10%, 100%]',
  },
  BLS1109: {
    severity: 'error',
    title: 'Not exactly one of several keys',
    why: 'They exclude each other, and one of them is needed.',
    fix: 'Write one of the keys listed.',
    wrong: 'notify: [{ events: [failover] }]',
    right: 'notify: [{ webhook: "https://hooks.example.com/ballast", events: [failover] }]',
  },
} as const satisfies Record<string, CodeEntry>;
