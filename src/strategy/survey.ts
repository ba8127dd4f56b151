/** Aliases and keys of a parsed document: what stands for what, and what cannot be. */

import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Alias, Document, LineCounter, Node, Pair, YAMLMap } from 'yaml';
import { placeOfNode } from './place.ts';
import type { Place, TextFinding } from './place.ts';

/** What each alias stands for: the last node before it that is marked with its name. */
export type Anchors = ReadonlyMap<Alias, Node>;

export interface Survey {
  readonly anchors: Anchors;
  /** With these the data cannot be read. */
  readonly brokenAliases: readonly TextFinding[];
  readonly doubledKeys: readonly TextFinding[];
}

/** One pass for what the library would do by searching the file again for each key or alias. */
export function survey(document: Document.Parsed, lines: LineCounter): Survey {
  const marked = new Map<string, Node>();
  const anchors = new Map<Alias, Node>();
  const brokenAliases: TextFinding[] = [];
  const doubledKeys: TextFinding[] = [];
  visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) marked.set(node.anchor, node);
      if (isMap(node)) doubledKeys.push(...findDoubledKeys(node, lines));
    },
    Alias: (_, alias, ancestors) => {
      const node = marked.get(alias.source);
      if (node === undefined) brokenAliases.push(unknownAlias(alias, lines));
      else if (ancestors.includes(node)) {
        const message = `*${alias.source} is part of what it stands for, without end`;
        const place = placeOfNode(lines, alias);
        const inDutch = {
          message: `*${alias.source} is deel van waar het voor staat, zonder einde`,
          fix: 'schrijf de waarde uit',
        };
        const fix = 'write the value out';
        brokenAliases.push({ code: 'BLS1005', place, message, fix, inDutch });
      } else anchors.set(alias, node);
    },
  });
  visit(document, {
    Pair: (_, pair) => {
      if (nameOf(pair) !== '<<' || isMergeable(anchors, pair.value)) return;
      const place = placeOfNode(lines, pair.key as Node);
      const message = '`<<` takes over the keys of a map, but this is not one';
      const fix = 'write an alias of a map, such as `<<: *defaults`';
      const inDutch = {
        message: '`<<` neemt de sleutels van een map over, maar dit is er geen',
        fix: 'schrijf een alias van een map, zoals `<<: *defaults`',
      };
      brokenAliases.push({ code: 'BLS1010', place, message, fix, inDutch });
    },
  });
  return { anchors, brokenAliases, doubledKeys };
}

function isMergeable(anchors: Anchors, value: unknown): boolean {
  const node = isAlias(value) ? anchors.get(value) : value;
  // An alias without a node has been reported.
  if (node === undefined) return true;
  if (!isSeq(node)) return isMap(node);
  return node.items.every((item) => isMap(isAlias(item) ? anchors.get(item) : item));
}

function findDoubledKeys(map: YAMLMap, lines: LineCounter): TextFinding[] {
  const seen = new Map<string, Place>();
  return map.items.flatMap((pair): TextFinding[] => {
    const name = nameOf(pair);
    if (name === null || name === '<<') return [];
    const place = placeOfNode(lines, pair.key as Node);
    const before = seen.get(name);
    seen.set(name, before ?? place);
    if (before === undefined) return [];
    const message = `${JSON.stringify(name)} is already there in line ${before.line}`;
    const inDutch = {
      message: `${JSON.stringify(name)} staat er al, in regel ${before.line}`,
      fix: 'houd een van de twee',
    };
    return [{ code: 'BLS1003', place, message, fix: 'keep one of the two', inDutch }];
  });
}

function unknownAlias(alias: Alias, lines: LineCounter): TextFinding {
  const message = `*${alias.source} stands for nothing: no &${alias.source} above it`;
  const fix = 'mark the value with & and this name, write it out, or put a text in quotes';
  const inDutch = {
    message: `*${alias.source} staat nergens voor: er is geen &${alias.source} boven`,
    fix: 'markeer de waarde met & en deze naam, schrijf haar uit, of zet een tekst tussen aanhalingstekens',
  };
  return { code: 'BLS1008', place: placeOfNode(lines, alias), message, fix, inDutch };
}

/** The text of a key; `null` for a key that is not a text. */
export function nameOf(pair: Pair): string | null {
  return isScalar(pair.key) ? String(pair.key.value) : null;
}
