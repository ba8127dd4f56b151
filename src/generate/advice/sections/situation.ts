import type { Gateway } from '../../../model/strategy.ts';
import { heading, list, paragraph, table, type Section } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import type { ServiceFacts } from '../facts.ts';
import { budgetFigure } from '../figures/budget.ts';
import { loadFigure } from '../figures/load.ts';
import { counted, given, namesOf, type Page } from '../page.ts';
import { ADVICE_TUNING } from '../tuning.ts';

/** What was given, and what had to be assumed for want of it. */
export function situationSection(page: Page): Section {
  const { facts, words } = page;
  const { situation } = words;
  return {
    id: 'situation',
    title: situation.heading,
    startsPage: false,
    blocks: [
      heading(situation.given),
      table(
        situation.head,
        facts.services.map((entry) => serviceRow(page, entry)),
        [2, 4],
      ),
      paragraph(
        situation.gateways({
          list: page.strategy.gateways.map((gateway) => gatewayText(page, gateway)).join(', '),
        }),
      ),
      heading(situation.assumed),
      list(assumptions(page)),
    ],
  };
}

function serviceRow(page: Page, entry: ServiceFacts): readonly string[] {
  const { situation } = page.words;
  const { service } = entry;
  const { name, objective } = service;
  const path = `services.${name}.objective`;
  return [
    encodeName(name),
    situation.objective({
      availability: given(page, `${path}.availability`, {
        value: objective.availabilityRatio,
        unit: 'ratio',
        where: name,
      }),
      window: given(page, `${path}.window`, { value: objective.windowMs, unit: 'ms', where: name }),
    }),
    budgetFigure(page, entry),
    objective.latency.length === 0
      ? situation.noLatency
      : objective.latency
          .map(({ quantile, limitMs }) =>
            situation.latency({
              quantile: page.book.figure({
                trace: 'given',
                value: quantile * 100,
                unit: 'count',
                digits: 2,
                where: name,
                source: `\`${path}.latency\``,
              }),
              limit: given(page, `${path}.latency`, { value: limitMs, unit: 'ms', where: name }),
            }),
          )
          .join(', '),
    loadText(page, entry),
    regionsText(page, entry),
    situation.mode[service.failover.mode],
  ];
}

function loadText(page: Page, entry: ServiceFacts): string {
  const { service, rps, peakRps } = entry;
  const usual = loadFigure(page, entry);
  if (peakRps === rps) return usual;
  const peak = given(page, `services.${service.name}.load.peak`, {
    value: peakRps,
    unit: 'perSecond',
    where: service.name,
  });
  return page.words.situation.peak({ usual, peak });
}

function regionsText(page: Page, { service }: ServiceFacts): string {
  const { situation } = page.words;
  const regions = [...new Set(service.targets.map(({ region }) => region))];
  return regions
    .map((region) => {
      const targets = service.targets.filter((target) => target.region === region);
      const path = `services.${service.name}.targets.${region}`;
      const where = `${service.name}, ${region}`;
      const value = targets.length;
      const count = given(page, path, { value, unit: 'count', where });
      const capacities = [...new Set(targets.map(({ capacityRps }) => capacityRps))];
      const [only] = capacities;
      const rps =
        capacities.length === 1 && only !== null && only !== undefined
          ? given(page, path, { value: only, unit: 'perSecond', where })
          : null;
      return situation.regionTargets({
        region: encodeName(region),
        count: counted(value, situation.targets, count),
        capacity: rps === null ? '' : situation.perTarget({ rps }),
      });
    })
    .join('; ');
}

function gatewayText(page: Page, { name, region, adminUrls }: Gateway): string {
  const { situation } = page.words;
  const value = adminUrls.length;
  const figure = given(page, `gateways.${name}`, { value, unit: 'count', where: name });
  return situation.gateway({
    name: encodeName(name),
    region: encodeName(region),
    nodes: counted(value, situation.nodes, figure),
  });
}

function assumptions(page: Page): readonly string[] {
  const { facts, words, strategy, book } = page;
  const { situation } = words;
  const services = (test: (entry: ServiceFacts) => boolean) =>
    facts.services.filter(test).map(({ service }) => service.name);
  const assumed = services(({ loadFrom }) => loadFrom === 'capacity');
  const unknown = services(({ loadFrom }) => loadFrom === 'nothing');
  const noCapacity = services(({ service }) =>
    service.targets.some(({ capacityRps }) => capacityRps === null),
  );
  const single = strategy.gateways.filter(({ adminUrls }) => adminUrls.length === 1);
  const closed = strategy.gateways.filter(({ loopbackUrl }) => loopbackUrl === null);
  const { assumedUseRatio, assumedRps } = ADVICE_TUNING;
  return [
    ...when(assumed, (names) =>
      situation.loadAssumed({
        services: namesOf(page, names),
        ratio: book.figure({ trace: 'load', value: assumedUseRatio, unit: 'ratio' }),
      }),
    ),
    ...when(unknown, (names) =>
      situation.loadUnknown({
        services: namesOf(page, names),
        rps: book.figure({ trace: 'load', value: assumedRps, unit: 'perSecond' }),
      }),
    ),
    ...when(noCapacity, (names) => situation.capacityUnknown({ services: namesOf(page, names) })),
    ...when(nameEach(single), (names) => situation.oneNode({ gateways: namesOf(page, names) })),
    ...when(nameEach(closed), (names) => situation.loopback({ gateways: namesOf(page, names) })),
    situation.edition,
    situation.methods,
    ...(page.evidence.forecasts.length > 0 ? [situation.failures] : []),
  ];
}

function nameEach(gateways: readonly Gateway[]): readonly string[] {
  return gateways.map(({ name }) => name);
}

function when(
  names: readonly string[],
  text: (names: readonly string[]) => string,
): readonly string[] {
  return names.length === 0 ? [] : [text(names)];
}
