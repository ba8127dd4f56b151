/** BLS10xx: the file cannot be read as one YAML document. */

import type { CodeEntry } from './entry.ts';

export const FILE_CODES = {
  BLS1001: {
    severity: 'error',
    title: 'Not valid YAML',
    why: 'The text cannot be read as YAML, so nothing below that place can be trusted.',
    fix: 'Correct the place the message points at: usually a bracket, a quote or an indentation.',
    wrong: 'regions: { eu-west: { priority: 0 }',
    right: 'regions: { eu-west: { priority: 0 } }',
  },
  BLS1002: {
    severity: 'error',
    title: 'Tab used as indentation',
    why: 'YAML does not allow tabs in indentation; editors show them with different widths.',
    fix: 'Indent with spaces, two for each level.',
    wrong: 'regions:\n\teu-west: {}',
    right: 'regions:\n  eu-west: {}',
  },
  BLS1003: {
    severity: 'error',
    title: 'Key written twice',
    why: 'Only one of the two values can count, and readers differ in which.',
    fix: 'Keep one of them.',
    wrong: 'mode: observe\nmode: act',
    right: 'mode: act',
  },
  BLS1004: {
    severity: 'error',
    title: 'File too large',
    why: 'A strategy file may have 1 MiB; more is a mistake or an attack.',
    fix: 'Split it into several strategies, each with its own Ballast.',
    wrong: '# 2 MiB of YAML',
    right: '# at most 1 MiB of YAML',
  },
  BLS1005: {
    severity: 'error',
    title: 'Too many aliases or levels',
    why: 'Aliases that expand each other, or thousands of nested levels, exhaust the memory.',
    fix: 'Write the values out, or nest aliases less.',
    wrong: 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b] # and so on',
    right: 'a: &a [x, x]\nb: *a',
  },
  BLS1006: {
    severity: 'error',
    title: 'Nothing in the file',
    why: 'There is no strategy to read.',
    fix: 'Write one with `ballast init`, or start from examples/webshop.yaml.',
    wrong: '# only a comment',
    right: 'version: 1\nname: webshop # and so on',
  },
  BLS1007: {
    severity: 'error',
    title: 'Several documents in one file',
    why: 'One file holds one strategy; what follows `---` would silently be ignored.',
    fix: 'Put each document into a file of its own.',
    wrong: 'version: 1\n---\nversion: 1',
    right: 'version: 1',
  },
  BLS1008: {
    severity: 'error',
    title: 'Alias without anchor',
    why: '`*name` stands for the value marked `&name` earlier in the file; there is none.',
    fix: 'Mark the value with `&name`, or write it out. Quote a text that begins with `*`.',
    wrong: 'health: *checks',
    right: 'health: &checks { path: /health }',
  },
  BLS1009: {
    severity: 'warning',
    title: 'YAML that may not mean what it says',
    why: 'The YAML reader could not make full sense of it, for example of an unknown tag.',
    fix: 'Remove the tag or directive.',
    wrong: 'name: !shop webshop',
    right: 'name: webshop',
  },
} as const satisfies Record<string, CodeEntry>;
