import type { ServiceStrategy } from '../../../model/strategy.ts';
import { paragraph, table, type Section } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import type { ServiceFacts } from '../facts.ts';
import { markedFigure, returnFigure } from '../figures/times.ts';
import type { Page } from '../page.ts';

export function risksSection({ words }: Page): Section {
  const { heading, head, rows } = words.risks;
  return {
    id: 'risks',
    title: heading,
    startsPage: true,
    blocks: [
      table(
        head,
        Object.values(rows).map(([what = '', ...rest]) => [`**${what}**`, ...rest]),
      ),
    ],
  };
}

export function drillsSection(page: Page): Section {
  const { words } = page;
  const { heading, intro, head } = words.drills;
  return {
    id: 'drills',
    title: heading,
    startsPage: true,
    blocks: [paragraph(intro), table(head, drillRows(page))],
  };
}

export function rolloutSection({ words }: Page): Section {
  const { heading, intro, head, steps } = words.rollout;
  const rows = Object.values(steps).map(([what = '', ...rest]) => [`**${what}**`, ...rest]);
  return {
    id: 'rollout',
    title: heading,
    startsPage: false,
    blocks: [paragraph(intro), table(head, rows)],
  };
}

function drillRows(page: Page): readonly (readonly string[])[] {
  const { facts, words } = page;
  const { often, telemetry } = words.drills;
  const [first] = facts.services;
  const moving = facts.services.filter(({ service }) => service.failover.mode !== 'isolate');
  const isolated = facts.services.filter(({ service }) => service.failover.mode === 'isolate');
  return [
    ...(first === undefined ? [] : targetRows(page, first)),
    ...moving.map((entry) => regionRow(page, entry)),
    ...isolated.map((entry) => isolatedRow(page, entry)),
    ...moving.slice(0, 1).map((entry) => ballastRow(page, entry)),
    ...moving.flatMap((entry) => loadRows(page, entry)),
    ...gatewayRows(page),
    [telemetry.name, telemetry.how, often.quarter, telemetry.passes],
  ];
}

function targetRows(page: Page, entry: ServiceFacts): readonly (readonly string[])[] {
  const { often, target, hang } = page.words.drills;
  const name = encodeName(entry.service.targets[0]?.target ?? '');
  const slowest = page.book.figure({
    trace: 'worstRequest',
    value: entry.timings.worstRequestMs,
    unit: 'ms',
    where: entry.service.name,
  });
  return [
    [
      target.name(name),
      target.how,
      often.release,
      target.passes({ within: markedFigure(page, entry, 'refused') }),
    ],
    [
      hang.name(name),
      hang.how,
      often.month,
      hang.passes({ within: markedFigure(page, entry, 'hanging'), slowest }),
    ],
  ];
}

function regionRow(page: Page, entry: ServiceFacts): readonly string[] {
  const { often, region } = page.words.drills;
  return [
    region.name(placeOf(entry.service)),
    region.how,
    often.quarter,
    region.passes({
      within: markedFigure(page, entry, 'hanging'),
      back: returnFigure(page, entry),
    }),
  ];
}

function isolatedRow(page: Page, { service }: ServiceFacts): readonly string[] {
  const { often, isolated } = page.words.drills;
  return [isolated.name(placeOf(service)), isolated.how, often.quarter, isolated.passes];
}

function ballastRow(page: Page, entry: ServiceFacts): readonly string[] {
  const { often, ballast } = page.words.drills;
  const within = markedFigure(page, entry, 'hanging');
  return [ballast.name, ballast.how, often.quarter, ballast.passes({ within })];
}

/** The loss that leaves least room. */
function loadRows(page: Page, { service, capacity }: ServiceFacts): readonly (readonly string[])[] {
  const { often, load } = page.words.drills;
  const tightest = capacity
    .filter(({ survivableRps }) => survivableRps !== null)
    .toSorted((left, right) => (left.survivableRps ?? 0) - (right.survivableRps ?? 0))[0];
  if (tightest === undefined) return [];
  const { region, survivableRps } = tightest;
  const rps = page.book.figure({
    trace: 'survivable',
    value: survivableRps ?? 0,
    unit: 'perSecond',
    digits: 0,
    where: `${service.name}, ${region}`,
  });
  const names = { service: encodeName(service.name), region: encodeName(region) };
  const sheds = service.failover.whenCapacityIsShort === 'shed';
  const passes = sheds ? load.passes({ rps }) : load.passesOverflow({ rps });
  return [[load.name(names), load.how, often.quarter, passes]];
}

function gatewayRows(page: Page): readonly (readonly string[])[] {
  const { strategy, words, book } = page;
  const [first] = strategy.gateways;
  const limit = page.evidence.assumptions.find(({ key }) => key === 'clientSwitchMs');
  if (first === undefined || strategy.gateways.length < 2 || limit === undefined) return [];
  const { often, gateway } = words.drills;
  const within = book.figure({
    trace: 'assumption',
    value: limit.value,
    unit: 'ms',
    where: words.assumptions['clientSwitchMs'] ?? '',
    source: limit.source,
  });
  return [
    [gateway.name(encodeName(first.name)), gateway.how, often.quarter, gateway.passes({ within })],
  ];
}

/** The region of its first choice: what hurts most when it goes. */
function placeOf({ name, targets }: ServiceStrategy): { region: string; service: string } {
  return { service: encodeName(name), region: encodeName(targets[0]?.region ?? '') };
}
