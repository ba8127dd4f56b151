import { heading, paragraph, table, type Block, type Section } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import type { ServiceFacts } from '../facts.ts';
import type { FailureKind } from '../failures.ts';
import { markedFigure, movedFigure, recoveryFigure } from '../figures/times.ts';
import { given, namesOf, type Page } from '../page.ts';
import { ADVICE_TUNING } from '../tuning.ts';
import { CHECKS_TUNING } from '../../tuning.ts';

export function checksSection(page: Page): Section {
  const { facts, book } = page;
  const words = page.words.checks;
  const check = (value: number) => book.figure({ trace: 'checks', value, unit: 'count' });
  const passive = (value: number) => book.figure({ trace: 'passive', value, unit: 'count' });
  const overload = (value: number) => book.figure({ trace: 'overload', value, unit: 'count' });
  return {
    id: 'checks',
    title: words.heading,
    startsPage: true,
    blocks: [
      paragraph(
        words.intro({
          activeFailures: check(CHECKS_TUNING.activeFailures),
          activeSuccesses: check(CHECKS_TUNING.activeSuccesses),
          tcp: passive(CHECKS_TUNING.passiveTcpFailures),
          timeouts: passive(CHECKS_TUNING.passiveTimeouts),
          http: passive(CHECKS_TUNING.passiveHttpFailures),
        }),
      ),
      table(
        words.head,
        facts.services.map((entry) => probeRow(page, entry)),
        [2, 3, 4, 5, 6],
      ),
      table(
        words.limitsHead,
        facts.services.map((entry) => limitsRow(page, entry)),
        [1, 2, 3, 4],
      ),
      ...tooSlow(page),
      paragraph(words.overload({ counting: overload(3_772), leaving: overload(2_425) })),
      ...failureBlocks(page),
    ],
  };
}

function probeRow(page: Page, entry: ServiceFacts): readonly string[] {
  const { service } = entry;
  const { name, health } = service;
  const path = `services.${name}.health`;
  const stated = (key: string, value: number) =>
    given(page, `${path}.${key}`, { value, unit: 'ms', where: `${name}, ${key}` });
  return [
    encodeName(name),
    page.words.checks.probe({
      path: health.path,
      interval: stated('interval', health.intervalMs),
      timeout: stated('timeout', health.timeoutMs),
    }),
    markedFigure(page, entry, 'refused'),
    markedFigure(page, entry, 'hanging'),
    markedFigure(page, entry, 'status'),
    recoveryFigure(page, entry),
    probeLoad(page, entry),
  ];
}

/** Every node probes every target, once for each upstream that holds it. */
function probeLoad({ strategy, book, format }: Page, { service, layout }: ServiceFacts): string {
  const nodes = strategy.gateways.reduce((sum, { adminUrls }) => sum + adminUrls.length, 0);
  const regions = new Set(service.targets.map(({ region }) => region)).size;
  const upstreams = layout === 'two-level' ? regions : 1;
  const interval = `${format.number(service.health.intervalMs / 1_000, 1)} s`;
  return book.figure({
    trace: 'probeLoad',
    value: (nodes * upstreams * 1_000) / service.health.intervalMs,
    unit: 'perSecond',
    where: service.name,
    from: `${format.number(nodes)} × ${format.number(upstreams)} / ${interval}`,
  });
}

function limitsRow(page: Page, entry: ServiceFacts): readonly string[] {
  const { book, format } = page;
  const { service, timings } = entry;
  const { name } = service;
  const one = format.duration(timings.timeoutMs);
  return [
    encodeName(name),
    book.figure({ trace: 'timeout', value: timings.timeoutMs, unit: 'ms', where: name }),
    book.figure({ trace: 'retries', value: timings.retries, unit: 'count', where: name }),
    book.figure({
      trace: 'worstRequest',
      value: timings.worstRequestMs,
      unit: 'ms',
      where: name,
      from: `(1 + ${format.number(timings.retries)}) × ${one}`,
    }),
    given(page, `services.${name}.client.deadline`, {
      value: timings.deadlineMs,
      unit: 'ms',
      where: `${name}, deadline`,
    }),
  ];
}

function tooSlow(page: Page): readonly Block[] {
  const { facts, words, book } = page;
  return facts.services
    .filter(({ timings }) => timings.worstRequestMs > timings.deadlineMs)
    .map(({ service: { name }, timings }) =>
      paragraph(
        words.checks.tooSlow({
          service: encodeName(name),
          all: book.figure({
            trace: 'worstRequest',
            value: timings.worstRequestMs,
            unit: 'ms',
            where: name,
          }),
          deadline: given(page, `services.${name}.client.deadline`, {
            value: timings.deadlineMs,
            unit: 'ms',
            where: `${name}, deadline`,
          }),
        }),
        'warning',
      ),
    );
}

const KINDS: readonly FailureKind[] = [
  'region-refuses',
  'region-hangs',
  'region-errors',
  'target-gray',
  'region-gray',
  'slow',
];

function failureBlocks(page: Page): readonly Block[] {
  const { words, facts, book } = page;
  const { personMs } = ADVICE_TUNING;
  const person = book.figure({ trace: 'person', value: personMs, unit: 'ms' });
  const isHashing = facts.services.some(
    ({ service }) => service.algorithm.kind === 'consistent-hashing',
  );
  const isolated = facts.services
    .filter(({ service }) => service.failover.mode === 'isolate')
    .map(({ service }) => service.name);
  return [
    heading(words.checks.failures),
    paragraph(words.checks.failuresIntro({ person })),
    table(
      words.checks.failuresHead,
      KINDS.map((kind) => failureRow(page, kind)),
    ),
    ...(isHashing ? [paragraph(words.checks.hash, 'note')] : []),
    ...(isolated.length > 0
      ? [paragraph(words.checks.isolated({ services: namesOf(page, isolated) }), 'note')]
      : []),
  ];
}

function failureRow(page: Page, kind: FailureKind): readonly string[] {
  const words = page.words.checks;
  const alone = page.facts.services.map((entry) => movedFigure(page, { entry, kind, alone: true }));
  const ballast = page.facts.services.map((entry) =>
    movedFigure(page, { entry, kind, alone: false }),
  );
  const cell = (figures: readonly (string | null)[], otherwise: string) =>
    figures.every((figure) => figure === null) ? otherwise : perService(page, figures, otherwise);
  const isKongFirst = alone.some((figure) => figure !== null);
  const { who } = words;
  return [
    failureName(page, kind),
    isKongFirst ? who.kong : kind === 'slow' ? who.trims : who.ballast,
    cell(alone, words.never),
    cell(ballast, kind === 'slow' ? words.trimmed : words.never),
    words.callers[kind],
  ];
}

/** One figure when all services have the same, else one for each. */
function perService(
  { facts }: Page,
  figures: readonly (string | null)[],
  otherwise: string,
): string {
  const texts = figures.map((figure) => figure ?? otherwise);
  const [first = ''] = texts;
  if (texts.every((text) => text === first)) return first;
  return facts.services
    .map(({ service }, index) => `${encodeName(service.name)} ${texts[index] ?? ''}`)
    .join(', ');
}

function failureName({ words, book }: Page, kind: FailureKind): string {
  const { failure } = words.checks;
  const example = (value: number) => book.figure({ trace: 'example', value, unit: 'ratio' });
  if (kind === 'target-gray') return failure[kind](example(ADVICE_TUNING.targetGrayRatio));
  if (kind === 'region-gray') return failure[kind](example(ADVICE_TUNING.regionGrayRatio));
  return failure[kind];
}
