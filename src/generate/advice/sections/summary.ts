import { list, type Section } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import type { ForecastEvidence } from '../evidence.ts';
import type { ServiceFacts } from '../facts.ts';
import { markedFigure, partialFigure } from '../figures/times.ts';
import {
  availabilityFigure,
  budgetFigure,
  budgetUseFigure,
  savedFigure,
} from '../figures/budget.ts';
import { lostFigure, sentFigure } from '../figures/simulated.ts';
import { counted, given, namesOf, type Page } from '../page.ts';

/** The report in a few lines, worst service first. */
export function summarySection(page: Page): Section {
  const { words, facts } = page;
  const lines = [
    ...budgetLines(page),
    ...expectedLines(page),
    kongAloneLine(page),
    withBallastLine(page),
    ...comparedLines(page),
    ...improveLines(page),
    ...capacityLines(page),
    ...(facts.gatewaysInOneRegion ? [gatewaysLine(page)] : []),
  ];
  return {
    id: 'summary',
    title: words.summary.heading,
    startsPage: false,
    blocks: [list(lines)],
  };
}

/** One line per different objective. */
function budgetLines(page: Page): readonly string[] {
  const groups = new Map<string, { names: string[]; entry: ServiceFacts }>();
  for (const entry of page.facts.services) {
    const { availabilityRatio, windowMs } = entry.service.objective;
    const key = `${availabilityRatio}/${windowMs}`;
    const group = groups.get(key) ?? { names: [], entry };
    group.names.push(entry.service.name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ names, entry }) => {
    const { name, objective } = entry.service;
    const path = `services.${name}.objective`;
    return page.words.summary.budget({
      services: namesOf(page, names),
      availability: given(page, `${path}.availability`, {
        value: objective.availabilityRatio,
        unit: 'ratio',
        where: name,
      }),
      window: given(page, `${path}.window`, {
        value: objective.windowMs,
        unit: 'ms',
        where: name,
      }),
      budget: budgetFigure(page, entry),
    });
  });
}

/** More services than these do not fit in a few lines: then those that use most of their budget. */
const EXPECTED_MAX = 12;
const EXPECTED_SHOWN = 8;

function expectedLines(page: Page): readonly string[] {
  const { forecasts } = page.evidence;
  if (forecasts.length <= EXPECTED_MAX) return forecasts.map((one) => expectedLine(page, one));
  const worstFirst = forecasts.toSorted(
    (left, right) => right.designs.ballast.budgetRatio - left.designs.ballast.budgetRatio,
  );
  const [next] = worstFirst.slice(EXPECTED_SHOWN);
  return [
    ...worstFirst.slice(0, EXPECTED_SHOWN).map((one) => expectedLine(page, one)),
    ...(next === undefined ? [] : [othersLine(page, next)]),
  ];
}

/** @param worst of those that have no line of their own. */
function othersLine(page: Page, worst: ForecastEvidence): string {
  const { others, expectedOthers } = page.words.summary;
  const value = page.evidence.forecasts.length - EXPECTED_SHOWN;
  const count = given(page, 'services', { value, unit: 'count' });
  return expectedOthers({
    others: counted(value, others, count),
    use: budgetUseFigure(page, { forecast: worst, design: 'ballast' }),
  });
}

function expectedLine(page: Page, forecast: ForecastEvidence): string {
  return page.words.summary.expected({
    service: encodeName(forecast.service),
    alone: availabilityFigure(page, { forecast, design: 'kong-alone' }),
    ballast: availabilityFigure(page, { forecast, design: 'ballast' }),
    objective: objectiveOf(page, forecast),
    use: budgetUseFigure(page, { forecast, design: 'ballast' }),
  });
}

function objectiveOf(page: Page, { service: name }: ForecastEvidence): string {
  const entry = page.facts.services.find(({ service }) => service.name === name);
  const value = entry?.service.objective.availabilityRatio ?? 0;
  const path = `services.${name}.objective.availability`;
  return given(page, path, { value, unit: 'ratio', where: name });
}

function kongAloneLine(page: Page): string {
  const slowest = (kind: 'refused' | 'hanging') => {
    const entry = page.facts.services.toSorted(
      (left, right) => right.worst[`${kind}Ms`] - left.worst[`${kind}Ms`],
    )[0];
    return entry === undefined ? '' : markedFigure(page, entry, kind);
  };
  return page.words.summary.kongAlone({
    refused: slowest('refused'),
    hanging: slowest('hanging'),
  });
}

function withBallastLine(page: Page): string {
  return page.words.summary.withBallast(partialFigure(page, null));
}

/** The region that hangs: what costs a default Kong most, and what a user fears. */
function comparedLines(page: Page): readonly string[] {
  const { comparison } = page.evidence;
  const fault = comparison?.faults.find((one) => one.fault === 'region-hangs');
  if (comparison === null || fault === undefined) return [];
  const lost = (compared: 'kong-default' | 'folklore' | 'generated' | 'ballast') =>
    lostFigure(page, { comparison, fault, compared });
  return [
    page.words.summary.compared({
      fault: page.words.events['region-hangs'],
      sent: sentFigure(page, { comparison, fault }),
      standard: lost('kong-default'),
      folklore: lost('folklore'),
      generated: lost('generated'),
      ballast: lost('ballast'),
    }),
  ];
}

/** For the service that uses most of its budget. */
function improveLines(page: Page): readonly string[] {
  const worst = page.evidence.forecasts.toSorted(
    (left, right) => right.designs.ballast.budgetRatio - left.designs.ballast.budgetRatio,
  )[0];
  const lever = worst?.levers[0];
  if (worst === undefined || lever === undefined) return [];
  return [
    page.words.summary.improveFirst({
      lever: page.words.levers[lever.lever] ?? lever.lever,
      service: encodeName(worst.service),
      saved: savedFigure(page, { forecast: worst, lever }),
    }),
  ];
}

function capacityLines(page: Page): readonly string[] {
  const { facts, words } = page;
  const named = (verdicts: readonly string[]) =>
    facts.services
      .filter((entry) => entry.capacity.some((row) => verdicts.includes(row.verdict)))
      .map((entry) => entry.service.name);
  const short = named(['short', 'short-at-peak', 'nothing-left']);
  const unknown = named(['unknown']);
  const { capacityOk, capacityShort, capacityUnknown } = words.summary;
  return [
    ...(short.length > 0 ? [capacityShort({ services: namesOf(page, short) })] : []),
    ...(unknown.length > 0 ? [capacityUnknown({ services: namesOf(page, unknown) })] : []),
    ...(short.length + unknown.length === 0 ? [capacityOk] : []),
  ];
}

function gatewaysLine(page: Page): string {
  const { gateways } = page.facts;
  return page.words.summary.gatewaysInOneRegion({
    gateways: namesOf(
      page,
      gateways.map(({ name }) => name),
    ),
    region: encodeName(gateways[0]?.region ?? ''),
  });
}
