/** Weights: wheels that are too large, zeros that do not drain, names that count double. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import type { KongUpstream } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';
import { isBallasts, isProbing } from '../health/checks.ts';

/** Slots from which on a rebuild is felt: 622,000 take 28 ms of each worker (kong-facts A2). */
const MAX_WHEEL = 100_000;

const pair = (a: number, b: number, settings = '') => `
  upstreams:
    - name: orders${settings}
      targets:
        - { target: "orders-1:8080", weight: ${a} }
        - { target: "orders-2:8080", weight: ${b} }
`;

export const wheelTooLarge = defineRule<'kong', { upstream: string; slots: number }>({
  code: 'KB153',
  name: 'wheel-too-large',
  severity: 'warning',
  source: 'kong-facts A2; recordings 72, 99',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      if (upstream.settings.algorithm !== 'round-robin') continue;
      const weights = upstream.targets.map(({ weight }) => weight).filter((weight) => weight > 0);
      if (!weights.every((weight) => Number.isInteger(weight))) continue;
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const slots = sum / Math.max(1, weights.reduce(gcd, 0));
      if (slots <= MAX_WHEEL) continue;
      yield {
        ...within(upstream, 'targets'),
        at: 'key',
        values: { upstream: upstream.name, slots },
      };
    }
  },
  text: {
    en: {
      title: 'weights that make a huge wheel',
      message: ({ upstream, slots }) =>
        `the weights of ${upstream} make a wheel of ${slots} places: every change of a target or its health blocks each worker while it is rebuilt`,
      fix: () => 'use small multiples of one number, such as 100, 200 and 50',
      why: 'Round-robin builds sum ÷ greatest common divisor places per worker, and shuffles them at every change. 100 targets with weights around 60,000 and no common divisor: 6.3 million places, 300 ms and 65 MB per worker.',
    },
    nl: {
      title: 'gewichten die een enorm wiel maken',
      message: ({ upstream, slots }) =>
        `de gewichten van ${upstream} maken een wiel van ${slots} plekken: elke wijziging van een target of zijn gezondheid houdt elke worker op zolang het wordt herbouwd`,
      fix: () => 'gebruik kleine veelvouden van één getal, zoals 100, 200 en 50',
      why: 'Round-robin bouwt per worker som ÷ grootste gemene deler plekken, en schudt die bij elke wijziging. 100 targets met gewichten rond de 60.000 zonder gemene deler: 6,3 miljoen plekken, 300 ms en 65 MB per worker.',
    },
  },
  good: kongExample(pair(200, 100)),
  bad: { ...kongExample(pair(65_535, 65_534)), at: ['upstreams[0].targets'] },
});

export const zeroStillRetried = defineRule<'kong', { target: string; algorithm: string }>({
  code: 'KB154',
  name: 'zero-still-retried',
  severity: 'warning',
  source: 'kong-facts A3, A4; recordings 74',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const { settings, targets, given } of upstreams) {
      const { algorithm } = settings;
      if (algorithm !== 'least-connections' && algorithm !== 'latency') continue;
      if (isBallasts({ given, file: '', path: [] })) continue;
      for (const target of targets) {
        if (target.weight !== 0) continue;
        yield { ...within(target, 'weight'), values: { target: target.target, algorithm } };
      }
    }
  },
  text: {
    en: {
      title: 'weight 0 does not keep retries away',
      message: ({ target, algorithm }) =>
        `${target} has weight 0, but under ${algorithm} a retry still goes to it`,
      fix: () => 'remove the target, or mark it unhealthy for as long as it is drained',
      why: 'Under least-connections a target of weight 0 gets no first try and, measured on the algorithm, every first retry when it is the only other one. Under latency it gets first tries as well.',
    },
    nl: {
      title: 'gewicht 0 houdt retries niet tegen',
      message: ({ target, algorithm }) =>
        `${target} heeft gewicht 0, maar bij ${algorithm} gaat een retry er toch heen`,
      fix: () => 'verwijder het target, of verklaar het ongezond zolang het leegloopt',
      why: 'Bij least-connections krijgt een target met gewicht 0 geen eerste poging, maar als het het enige andere is wel elke eerste retry (gemeten aan het algoritme). Bij latency krijgt het ook eerste pogingen.',
    },
  },
  good: kongExample(pair(100, 100, '\n      algorithm: least-connections')),
  bad: {
    ...kongExample(pair(100, 0, '\n      algorithm: least-connections')),
    at: ['upstreams[0].targets[1].weight'],
  },
});

const CHECKED = `
      healthchecks:
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }`;

export const zeroUnprobed = defineRule<'kong', { target: string }>({
  code: 'KB155',
  name: 'zero-unprobed',
  severity: 'info',
  source: 'kong-facts A7; recordings 37, 93',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      if (!isProbing(upstream) || isBallasts(upstream)) continue;
      const isLive = upstream.targets.some(({ weight }) => weight > 0);
      for (const target of upstream.targets) {
        if (target.weight !== 0 || !isLive) continue;
        yield { ...within(target, 'weight'), values: { target: target.target } };
      }
    }
  },
  text: {
    en: {
      title: 'nobody probes a target of weight 0',
      message: ({ target }) =>
        `${target} has weight 0 and is not probed: raised again after five minutes Kong calls it healthy without having looked`,
      fix: () => 'check it yourself before raising its weight, or let Ballast, which probes it',
      why: 'Kong probes only targets with a weight, and forgets what it knew of others after 300 s. A dead target raised to 100 got traffic for 1.1 s before its first probe failed.',
    },
    nl: {
      title: 'niemand probet een target met gewicht 0',
      message: ({ target }) =>
        `${target} heeft gewicht 0 en wordt niet geprobed: verhoog je het na vijf minuten weer, dan noemt Kong het gezond zonder te hebben gekeken`,
      fix: () =>
        'controleer het zelf voordat je het gewicht verhoogt, of laat Ballast dat doen: dat probet wel',
      why: 'Kong probet alleen targets met gewicht, en vergeet na 300 s wat het van andere wist. Een dood target dat op 100 werd gezet, kreeg 1,1 s verkeer voor zijn eerste probe mislukte.',
    },
  },
  good: kongExample(pair(100, 100, CHECKED)),
  bad: { ...kongExample(pair(100, 0, CHECKED)), at: ['upstreams[0].targets[1].weight'] },
});

export const nothingToPick = defineRule<'kong', { upstream: string; isEmpty: boolean }>({
  code: 'KB156',
  name: 'nothing-to-pick',
  severity: 'error',
  source: 'kong-facts A7, A8; recordings 65',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      if (upstream.targets.some(({ weight }) => weight !== 0)) continue;
      const isEmpty = upstream.targets.length === 0;
      yield {
        ...within(upstream, isEmpty ? 'name' : 'targets'),
        // Targets may be someone else's to write: Ballast's, or a discovery's.
        severity: isEmpty ? 'warning' : 'error',
        at: isEmpty ? 'value' : 'key',
        values: { upstream: upstream.name, isEmpty },
      };
    }
  },
  text: {
    en: {
      title: 'an upstream with nothing to pick',
      message: ({ upstream, isEmpty }) =>
        isEmpty
          ? `${upstream} has no targets: until it has, Kong answers 503 to every request`
          : `every target of ${upstream} has weight 0: Kong answers 503 to every request`,
      fix: () => 'give it at least one target with a weight above 0',
      why: 'Without a target that can be picked Kong answers 503 "failure to get a peer from the ring-balancer" itself.',
    },
    nl: {
      title: 'een upstream waar niets te kiezen valt',
      message: ({ upstream, isEmpty }) =>
        isEmpty
          ? `${upstream} heeft geen targets: tot die er zijn, geeft Kong op elk verzoek een 503`
          : `elk target van ${upstream} heeft gewicht 0: Kong geeft op elk verzoek een 503`,
      fix: () => 'geef hem minstens één target met een gewicht boven de 0',
      why: 'Zonder target om te kiezen geeft Kong zelf een 503: "failure to get a peer from the ring-balancer".',
    },
  },
  good: kongExample(pair(100, 100)),
  bad: { ...kongExample(pair(0, 0)), at: ['upstreams[0].targets'] },
});

export const targetWithoutPort = defineRule<'kong', { target: string; written: string }>({
  code: 'KB157',
  name: 'target-without-port',
  severity: 'warning',
  source: 'kong-facts A12; recordings 12',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const { targets } of upstreams) {
      for (const target of targets) {
        const written = target.given['target'];
        if (target.hasPort || typeof written !== 'string' || written === '') continue;
        yield { ...within(target, 'target'), values: { target: target.target, written } };
      }
    }
  },
  text: {
    en: {
      title: 'a target without a port is on 8000',
      message: ({ written, target }) => `${written} has no port: Kong makes it ${target}`,
      fix: ({ written }) => `write the port, such as ${written}:80`,
      why: 'The default is 8000, neither 80 nor the port of the service, which counts only for services without an upstream. A tool that compares sees a difference for ever.',
    },
    nl: {
      title: 'een target zonder poort zit op 8000',
      message: ({ written, target }) => `${written} heeft geen poort: Kong maakt er ${target} van`,
      fix: ({ written }) => `schrijf de poort erbij, bijvoorbeeld ${written}:80`,
      why: 'De standaard is 8000, niet 80 en niet de poort van de service: die telt alleen voor services zonder upstream. Een tool die vergelijkt, blijft een verschil zien.',
    },
  },
  good: kongExample(pair(100, 100)),
  bad: {
    ...kongExample(`
      upstreams:
        - name: orders
          targets: [{ target: orders-1 }, { target: "orders-2:8080" }]
    `),
    at: ['upstreams[0].targets[0].target'],
  },
});

export const namesAndWeights = defineRule<'kong', { upstream: string; name: string }>({
  code: 'KB158',
  name: 'names-and-weights',
  severity: 'info',
  source: 'kong-facts A12',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const weights = new Set(upstream.targets.map(({ weight }) => weight).filter(Boolean));
      const named = upstream.targets.find(({ host }) => isName(host));
      if (weights.size < 2 || named === undefined || isBallasts(upstream)) continue;
      yield { ...within(named, 'target'), values: { upstream: upstream.name, name: named.host } };
    }
  },
  text: {
    en: {
      title: 'a name with several addresses weighs more',
      message: ({ upstream, name }) =>
        `weights of ${upstream} are shares only while names such as ${name} have one address each: every address gets the full weight`,
      fix: () => 'see `ballast lint --dns`, divide the weight by the addresses, or name addresses',
      why: 'A name with three A records at weight 100 weighs 300. SRV records bring a weight and port of their own, and the one in Kong has no effect.',
    },
    nl: {
      title: 'een naam met meer adressen weegt zwaarder',
      message: ({ upstream, name }) =>
        `de gewichten van ${upstream} zijn alleen aandelen zolang namen als ${name} één adres hebben: elk adres krijgt het volle gewicht`,
      fix: () =>
        'kijk met `ballast lint --dns`, deel het gewicht door de adressen, of noem adressen',
      why: 'Een naam met drie A-records en gewicht 100 weegt 300. SRV-records brengen een eigen gewicht en poort mee, en het gewicht in Kong doet dan niets.',
    },
  },
  good: kongExample(pair(100, 100)),
  bad: { ...kongExample(pair(300, 100)), at: ['upstreams[0].targets[0].target'] },
});

function isName(host: KongUpstream['targets'][number]['host']): boolean {
  return !/^[\d.]+$|^\[/.test(host);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
