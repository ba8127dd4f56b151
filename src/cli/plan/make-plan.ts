/** The plan of one gateway: renders what it should have, reads what it has, compares. */

import { mergeForDbless, renderKongConfig } from '../../generate/kong-config.ts';
import { layoutsOf } from '../../generate/kong-config.ts';
import {
  type AdminClient,
  createGatewayAdmin,
  detectGateway,
  type GatewayFacts,
  KongError,
  readConfiguration,
} from '../../kong/index.ts';
import type { ActualConfiguration } from '../../model/actual-configuration.ts';
import type { KongDeclarative } from '../../model/kong-declarative.ts';
import type { KongPlan } from '../../model/kong-plan.ts';
import type { Gateway, Strategy } from '../../model/strategy.ts';
import { BASE_TAG, strategyOfTags, UPSTREAMS_TAG } from '../../model/tags.ts';
import { findNotCompared, type NotCompared } from '../../reconcile/not-compared.ts';
import { planKong } from '../../reconcile/plan-kong.ts';
import { readSchema, type Schema } from '../../reconcile/schema.ts';
import { CliFailure } from '../failure.ts';
import { loopbackRefusals } from './loopback-refusal.ts';
import type { SteeredBy } from './steering.ts';

export interface PlanOptions {
  readonly strategy: Strategy;
  readonly gateway: Gateway;
  readonly hopKey: string | null;
  readonly withBase: boolean;
  readonly failoverTargets: boolean;
  readonly only: ReadonlySet<string> | null;
  readonly adopt: ReadonlySet<string>;
  readonly deletes: boolean;
  readonly steeredBy: SteeredBy;
  readonly signal: AbortSignal;
}

export interface GatewayPlan {
  readonly plan: KongPlan;
  readonly facts: GatewayFacts;
  /** What is posted as a whole where there is no database; `null` where entities are written. */
  readonly dbless: KongDeclarative | null;
  /** decK's half, where it is left to decK; `null` where the plan has it too. */
  readonly notCompared: NotCompared | null;
}

/** Opens the gateway's Admin API, and closes it when the work is done. */
export async function withGateway<T>(
  gateway: Gateway,
  work: (nodes: readonly AdminClient[]) => Promise<T>,
): Promise<T> {
  const admin = createGatewayAdmin(gateway, { timeoutMs: CALL_TIMEOUT_MS });
  try {
    return await work(admin.nodes);
  } catch (error) {
    if (!(error instanceof KongError)) throw error;
    throw new CliFailure(`${gateway.name}: ${error.message}`, {
      exitCode: 1,
      fix: error.hint,
      cause: error,
    });
  } finally {
    await admin.close();
  }
}

/** Of one Admin API call, its retries included. */
const CALL_TIMEOUT_MS = 30_000;

export async function makePlan(node: AdminClient, options: PlanOptions): Promise<GatewayPlan> {
  const { gateway, strategy, signal } = options;
  const facts = await detectGateway(node, { signal });
  if (facts.topology === 'hybrid-data-plane') throw notWritable(gateway, 'is a data plane');
  const actual = await readConfiguration(node, { signal });
  if (isRunByIngress(actual)) throw notWritable(gateway, 'is run by the Kong Ingress Controller');
  const isDbless = facts.topology === 'db-less';
  const hopKey = options.hopKey === null ? {} : { hopKey: options.hopKey };
  const { failoverTargets } = options;
  if (failoverTargets && !facts.features.failoverTargets) {
    throw new CliFailure(
      `${gateway.name} is Kong ${facts.version}, which has no failover targets`,
      {
        exitCode: 1,
        fix: 'Leave --failover-targets out; they came with Kong Enterprise 3.12.',
      },
    );
  }
  const config = renderKongConfig(strategy, gateway, { ...hopKey, failoverTargets });
  const withBase = options.withBase || isDbless;
  const wanted = withBase ? mergeForDbless(config) : config.upstreams;
  const ownTags = withBase ? [UPSTREAMS_TAG, BASE_TAG] : [UPSTREAMS_TAG];
  const steeredBy = (upstream: string) => options.steeredBy(gateway.name, upstream);
  const made = planKong({
    gateway: gateway.name,
    wanted,
    actual,
    schemas: await readSchemas(node, { wanted, signal }),
    ownTags,
    strategy: strategy.name,
    steeredBy,
    only: options.only,
    adopt: options.adopt,
    deletes: options.deletes,
  });
  const { topology } = facts;
  const info = await node.readNode({ signal });
  const unable = loopbackRefusals({ strategy, gateway, node: info, topology });
  const plan = { ...made, refusals: [...made.refusals, ...unable] };
  const { only } = options;
  const notCompared = withBase ? null : findNotCompared({ base: config.base, actual, only });
  if (!isDbless) return { plan, facts, dbless: null, notCompared };
  const others = foreignEntities(actual, {
    ownTags,
    strategy: strategy.name,
    adopt: options.adopt,
  });
  return {
    plan: { ...plan, refusals: [...plan.refusals, ...others] },
    facts,
    notCompared,
    dbless: withKeptWeights(wanted, { actual, steeredBy }),
  };
}

/** Names of what a service of the strategy comes to in a gateway. */
export function namesOfService(
  strategy: Strategy,
  gateway: Gateway,
  name: string,
): readonly string[] {
  const layouts = layoutsOf(strategy, gateway).filter(
    ({ service, upstreams }) =>
      service.name === name || upstreams.some(({ upstream }) => upstream === name),
  );
  return layouts.flatMap(({ service, upstreams }) => [
    service.name,
    `ballast-health-${service.name}`,
    ...upstreams.map(({ upstream }) => upstream),
  ]);
}

async function readSchemas(
  node: AdminClient,
  { wanted, signal }: { readonly wanted: KongDeclarative; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, Schema>> {
  const plugins = [
    ...(wanted.plugins ?? []),
    ...(wanted.services ?? []).flatMap((service) => [
      ...service.plugins,
      ...service.routes.flatMap((route) => route.plugins ?? []),
    ]),
  ];
  const names = ['upstreams', 'targets', 'services', 'routes'];
  for (const { name } of plugins) names.push(`plugins/${name}`);
  const entries = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const schema = await node.readSchema(name, { signal }).catch((error: unknown) => {
        if (error instanceof KongError && error.code === 'KONG_NOT_FOUND') return null;
        throw error;
      });
      return [name, readSchema(schema?.fields)] as const;
    }),
  );
  return new Map(entries);
}

function notWritable(gateway: Gateway, why: string): CliFailure {
  return new CliFailure(`${gateway.name} ${why}, so nothing can be applied to it`, {
    exitCode: 1,
    fix:
      why === 'is a data plane'
        ? 'Name the Admin API of its control plane in the strategy.'
        : 'Apply the Kubernetes objects that `ballast generate` writes instead.',
  });
}

function isRunByIngress(actual: ActualConfiguration): boolean {
  return [...actual.upstreams, ...actual.services].some(({ tags }) => {
    const list: readonly unknown[] = Array.isArray(tags) ? tags : [];
    return list.some((tag) => /^(managed-by-ingress-controller$|k8s-)/.test(String(tag)));
  });
}

/** POST /config replaces everything: what is not Ballast's would be gone. */
function foreignEntities(
  actual: ActualConfiguration,
  {
    ownTags,
    strategy,
    adopt,
  }: {
    readonly ownTags: readonly string[];
    readonly strategy: string;
    readonly adopt: ReadonlySet<string>;
  },
): KongPlan['refusals'] {
  return [...actual.upstreams, ...actual.services]
    .filter(({ tags, name }) => {
      const list = (Array.isArray(tags) ? tags : []).map(String);
      const owner = strategyOfTags(list) ?? strategy;
      const isOurs = list.some((tag) => ownTags.includes(tag)) && owner === strategy;
      return !isOurs && !adopt.has(String(name)) && !adopt.has(owner);
    })
    .map(({ name, id }) => ({
      key: typeof name === 'string' ? name : id,
      reason: 'is not of this strategy, and without a database the whole configuration is replaced',
      fix: 'Put it into the strategy, or let it go with --adopt and its name.',
    }));
}

function withKeptWeights(
  wanted: KongDeclarative,
  {
    actual,
    steeredBy,
  }: {
    readonly actual: ActualConfiguration;
    readonly steeredBy: (upstream: string) => string | null;
  },
): KongDeclarative {
  const { _info: _tags, ...config } = wanted;
  const names = new Map(actual.upstreams.map(({ id, name }) => [id, String(name)]));
  const weights = new Map(
    actual.targets.map(({ upstream, target, weight }) => {
      const id = new Map<string, unknown>(Object.entries(upstream ?? {})).get('id');
      return [`${names.get(String(id))}/${String(target)}`, Number(weight)];
    }),
  );
  const upstreams = (config.upstreams ?? []).map((upstream) =>
    steeredBy(upstream.name) === null
      ? upstream
      : {
          ...upstream,
          targets: upstream.targets.map((one) => ({
            ...one,
            weight: weights.get(`${upstream.name}/${one.target}`) ?? one.weight,
          })),
        },
  );
  return { ...config, upstreams };
}
