/**
 * What is not as it should be, read from the newest snapshot: no memory, so that it is the same before
 * and after a restart, and on whichever controller leads. Names and labels are those of the generated
 * alert rules (`docs/metrics.md`).
 */

import type { EventKind } from '../model/control.ts';
import type { Language } from '../lib/locale.ts';
import type { NotifyClass, NotifySeverity } from '../model/notification.ts';
import type { Override } from '../model/override.ts';
import type { RegionStatus, StatusSnapshot, UpstreamStatus } from '../model/status.ts';

export interface Condition {
  /** The same for as long as it lasts. */
  readonly key: string;
  /** Name of the alert. */
  readonly alert: string;
  /** The event that begins it. */
  readonly kind: EventKind;
  readonly class: NotifyClass;
  readonly severity: NotifySeverity;
  readonly service: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** `null` where nobody knows. */
  readonly sinceMs: number | null;
  readonly text: Readonly<Record<Language, string>>;
}

/** Told at the same time at most; the gravest stay. */
const CONDITIONS_MAX = 2_000;

export function conditionsOf(snapshot: StatusSnapshot): readonly Condition[] {
  const all = [
    ...snapshot.upstreams.flatMap(serviceConditions),
    ...snapshot.gateways.flatMap(gatewayConditions),
    ...snapshot.stale.map(staleCondition),
    ...(snapshot.overrides ?? []).map(overrideCondition),
  ];
  if (all.length <= CONDITIONS_MAX) return all;
  const order: readonly NotifySeverity[] = ['page', 'ticket', 'info'];
  return all
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .slice(0, CONDITIONS_MAX);
}

function condition(part: Omit<Condition, 'key'>): Condition {
  const labels = Object.entries(part.labels).map(([name, value]) => `${name}=${value}`);
  return { ...part, key: [part.alert, ...labels.toSorted()].join('\n') };
}

function serviceConditions(upstream: UpstreamStatus): readonly Condition[] {
  const { service, shedRatio, budget } = upstream;
  const shed = shedRatio ?? 0;
  const spent = budget !== undefined && budget.leftRatio <= 0;
  return [
    ...upstream.regions.flatMap((region) => regionConditions(service, region)),
    ...(shed <= 0
      ? []
      : [
          condition({
            alert: 'BallastShedding',
            kind: 'shedding',
            class: 'capacity',
            severity: 'page',
            service,
            labels: { service },
            sinceMs: null,
            text: {
              en: `${percent(shed)} of the requests to ${service} are refused.`,
              nl: `${percent(shed)} van de requests naar ${service} wordt geweigerd.`,
            },
          }),
        ]),
    ...(spent
      ? [
          condition({
            alert: 'BallastBudgetSpent',
            kind: 'budget-low',
            class: 'budget',
            severity: 'ticket',
            service,
            labels: { service },
            sinceMs: null,
            text: {
              en: `The error budget of ${service} is spent.`,
              nl: `Het foutbudget van ${service} is op.`,
            },
          }),
        ]
      : []),
  ];
}

function regionConditions(service: string, region: RegionStatus): readonly Condition[] {
  const labels = { service, region: region.region };
  const place = { class: 'failover', severity: 'page', service, labels } as const;
  const out: readonly RegionStatus['phase'][] = ['evacuated', 'probing', 'ramp'];
  return [
    ...(out.includes(region.phase)
      ? [
          condition({
            ...place,
            alert: 'BallastRegionDown',
            kind: 'region-evacuated',
            sinceMs: region.phase === 'evacuated' ? region.sinceMs : null,
            text: {
              en: `${region.region} is out for ${service}.`,
              nl: `${region.region} is eruit voor ${service}.`,
            },
          }),
        ]
      : []),
    ...(region.refused === null
      ? []
      : [
          condition({
            ...place,
            alert: 'BallastEvacuationRefused',
            kind: 'evacuation-refused',
            sinceMs: null,
            text: {
              en: `${region.region} should be left for ${service}, but must not be: ${region.refused}.`,
              nl: `${region.region} zou leeg moeten voor ${service}, maar dat mag niet: ${region.refused}.`,
            },
          }),
        ]),
    ...region.targets
      .filter(({ rotation }) => rotation === 'out')
      .map(({ target }) =>
        condition({
          alert: 'BallastTargetEjected',
          kind: 'target-ejected',
          class: 'ejection',
          severity: 'ticket',
          service,
          labels: { ...labels, target },
          sinceMs: null,
          text: {
            en: `${target} of ${service} is out of the rotation.`,
            nl: `${target} van ${service} is uit de roulatie.`,
          },
        }),
      ),
  ];
}

function gatewayConditions({
  gateway,
  failure,
  foreign,
}: StatusSnapshot['gateways'][number]): readonly Condition[] {
  const part = { class: 'gateway', severity: 'ticket', service: null, sinceMs: null } as const;
  return [
    ...(failure === null
      ? []
      : [
          condition({
            ...part,
            alert: 'BallastGatewayFailing',
            kind: 'write-failed',
            labels: { gateway },
            text: {
              en: `The weights of ${gateway} cannot be read or written: ${failure}.`,
              nl: `De gewichten van ${gateway} zijn niet te lezen of te schrijven: ${failure}.`,
            },
          }),
        ]),
    ...foreign.map((upstream) =>
      condition({
        ...part,
        alert: 'BallastConfigDrift',
        kind: 'foreign-write',
        labels: { gateway, upstream },
        text: {
          en: `Somebody else wrote the weights of ${upstream} at ${gateway}; Ballast leaves them alone.`,
          nl: `Iemand anders heeft de gewichten van ${upstream} op ${gateway} veranderd; Ballast blijft eraf.`,
        },
      }),
    ),
  ];
}

function staleCondition({ signal, sinceMs }: StatusSnapshot['stale'][number]): Condition {
  return condition({
    alert: 'BallastTelemetryStale',
    kind: 'telemetry-stale',
    class: 'telemetry',
    severity: 'ticket',
    service: null,
    labels: { signal },
    sinceMs,
    text: {
      en: `Ballast has no news of ${signal}; nothing moves because of it.`,
      nl: `Ballast heeft geen nieuws van ${signal}; op grond daarvan verandert er niets.`,
    },
  });
}

/** People's levers and drills are no fault: to be seen beside what they cause. */
function overrideCondition({ id, lever, origin, by, reason, atMs }: Override): Condition {
  const isDrill = origin === 'drill';
  const what = lever.kind === 'evacuate' ? `${lever.kind} ${lever.region}` : lever.kind;
  return condition({
    alert: isDrill ? 'BallastDrillRunning' : 'BallastOverrideInForce',
    kind: isDrill ? 'drill-started' : 'override-set',
    class: isDrill ? 'drill' : 'override',
    severity: 'info',
    service: null,
    labels: {
      id,
      lever: lever.kind,
      ...(lever.kind === 'evacuate' ? { region: lever.region } : {}),
    },
    sinceMs: atMs,
    text: {
      en: `${isDrill ? 'Drill' : 'Override'} by ${by}: ${what} (${reason}).`,
      nl: `${isDrill ? 'Oefening' : 'Ingreep'} van ${by}: ${what} (${reason}).`,
    },
  });
}

function percent(ratio: number): string {
  return `${Number((100 * ratio).toPrecision(2))} %`;
}
