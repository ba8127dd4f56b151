/**
 * The file that `ballast forecast --failures` reads: assumptions in the units people use. All
 * problems are reported at once, each with its place and a fix; what is left out keeps its default.
 */

import { isMap, isScalar, LineCounter, parseDocument, type Node } from 'yaml';
import { parseDurationMs, parseRatePerSecond, parseRatio } from '../../lib/quantities.ts';
import { DEFAULT_ASSUMPTIONS, type AssumptionKey, type Assumptions } from './assumptions.ts';

export interface FailuresFile {
  readonly assumptions: Assumptions;
  /** Mean requests per second by service. */
  readonly rps: Readonly<Record<string, number>>;
}

export interface FileProblem {
  readonly line: number;
  readonly column: number;
  /** Such as `regions.repair`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

type Kind = 'duration' | 'share' | 'factor';

interface Entry {
  readonly key: AssumptionKey;
  readonly kind: Kind;
}

/** Every key of the file. */
export const FAILURE_KEYS: Readonly<Record<string, Entry>> = {
  'targets.failEvery': { key: 'targetMtbfMs', kind: 'duration' },
  'targets.repair': { key: 'targetMttrMs', kind: 'duration' },
  'regions.failEvery': { key: 'regionMtbfMs', kind: 'duration' },
  'regions.repair': { key: 'regionMttrMs', kind: 'duration' },
  'regions.takeGateway': { key: 'gatewayWithRegionRatio', kind: 'share' },
  'gateways.failEvery': { key: 'gatewayMtbfMs', kind: 'duration' },
  'gateways.repair': { key: 'gatewayMttrMs', kind: 'duration' },
  'gateways.clientsSwitch': { key: 'clientSwitchMs', kind: 'duration' },
  'commonCause.share': { key: 'commonCauseRatio', kind: 'share' },
  'commonCause.repair': { key: 'commonCauseMttrMs', kind: 'duration' },
  'partial.share': { key: 'partialRatio', kind: 'share' },
  'partial.targetErrors': { key: 'targetFailingRatio', kind: 'share' },
  'partial.regionErrors': { key: 'regionFailingRatio', kind: 'share' },
  'falseFailovers.every': { key: 'falseFailoverMs', kind: 'duration' },
  'falseFailovers.cost': { key: 'falseFailoverLossMs', kind: 'duration' },
  'returns.coldAlone': { key: 'coldReturnAloneMs', kind: 'duration' },
  'returns.coldInSteps': { key: 'coldReturnStepsMs', kind: 'duration' },
  'returns.tooEarly': { key: 'failbackMistakeRatio', kind: 'share' },
  'returns.errors': { key: 'failbackFailingRatio', kind: 'share' },
  'load.swing': { key: 'swingRatio', kind: 'share' },
  'load.overflowFactor': { key: 'overflowFactor', kind: 'factor' },
  coverage: { key: 'coverageRatio', kind: 'share' },
  person: { key: 'personMs', kind: 'duration' },
  convergence: { key: 'convergenceMs', kind: 'duration' },
};

const WRITTEN: Readonly<Record<Kind, string>> = {
  duration: 'write a duration above zero, such as 30d, 53m or 200ms',
  share: 'write a share between 0% and 100%, such as 2%',
  factor: 'write a number from 1 to 10, such as 1.5',
};

/** Larger files are no list of assumptions. */
const BYTES_MAX = 64 * 1024;

export function parseFailuresFile(
  text: string,
  services: readonly string[],
): { readonly value: FailuresFile | null; readonly problems: readonly FileProblem[] } {
  const lines = new LineCounter();
  const problems: FileProblem[] = [];
  const report = (node: Node | null, path: string, message: string, fix: string) => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    problems.push({ line: Math.max(1, line), column: Math.max(1, col), path, message, fix });
  };
  if (text.length > BYTES_MAX) {
    report(null, '', 'the file is larger than 64 KiB', 'keep assumptions only');
    return { value: null, problems };
  }
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  for (const error of document.errors) {
    const [place] = error.linePos ?? [];
    const { line = 1, col = 1 } = place ?? {};
    const [message = 'not valid YAML'] = error.message.split('\n');
    problems.push({ line, column: col, path: '', message, fix: 'write it as valid YAML' });
  }
  if (problems.length > 0) return { value: null, problems };
  const changed: Partial<Record<AssumptionKey, number>> = {};
  const rps: Record<string, number> = {};
  for (const { path, node, value } of leavesOf(document.contents, '')) {
    const service = path.startsWith('load.rps.') ? path.slice('load.rps.'.length) : null;
    if (service !== null) {
      const rate = parseRatePerSecond(String(value));
      if (!services.includes(service)) {
        report(node, path, `no service is called ${service}`, `one of: ${services.join(', ')}`);
      } else if (rate === null || rate <= 0) {
        report(node, path, `${String(value)} is not a rate`, 'write it as 200rps or 12000rpm');
      } else rps[service] = rate;
      continue;
    }
    const entry = FAILURE_KEYS[path];
    if (entry === undefined) {
      report(node, path, 'no such key', `keys are: ${Object.keys(FAILURE_KEYS).join(', ')}`);
      continue;
    }
    const parsed = parseValue(entry.kind, value);
    if (parsed === null) report(node, path, `${String(value)} cannot be read`, WRITTEN[entry.kind]);
    else changed[entry.key] = parsed;
  }
  if (problems.length > 0) return { value: null, problems };
  return { value: { assumptions: { ...DEFAULT_ASSUMPTIONS, ...changed }, rps }, problems };
}

interface Leaf {
  readonly path: string;
  readonly node: Node | null;
  readonly value: unknown;
}

function leavesOf(node: unknown, path: string): Leaf[] {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '?';
      return leavesOf(value, path === '' ? name : `${path}.${name}`);
    });
  }
  if (isScalar(node))
    return path === '' && node.value === null ? [] : [{ path, node, value: node.value }];
  return node === null || node === undefined ? [] : [{ path, node: null, value: '(a list)' }];
}

function parseValue(kind: Kind, value: unknown): number | null {
  switch (kind) {
    case 'duration': {
      const durationMs = parseDurationMs(String(value));
      return durationMs === null || durationMs <= 0 ? null : durationMs;
    }
    case 'share': {
      const ratio = parseRatio(String(value));
      return ratio === null || ratio > 1 ? null : ratio;
    }
    case 'factor':
      return typeof value === 'number' && value >= 1 && value <= 10 ? value : null;
  }
}
