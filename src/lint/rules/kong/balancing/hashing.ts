/** Consistent hashing: its input, its ring and its retries. */

import { defineRule } from '../../../define-rule.ts';
import { says, within } from '../../../inputs/kong.ts';
import type { KongUpstream } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';

/** Places on the ring per target of the same weight, with room for collisions. */
const SLOTS_PER_TARGET = 165;
const MAX_SLOTS = 65_536;
/** What `hash_on` needs beside it. */
const INPUT_FIELD: Readonly<Record<string, string>> = {
  header: 'hash_on_header',
  cookie: 'hash_on_cookie',
  query_arg: 'hash_on_query_arg',
  uri_capture: 'hash_on_uri_capture',
};

const example = (settings: string) => `
  upstreams:
    - name: orders
      algorithm: consistent-hashing${settings}
      targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
`;
const BY_HEADER = '\n      hash_on: header\n      hash_on_header: session\n      hash_fallback: ip';

export const hashWithoutInput = defineRule<'kong', { upstream: string; missing: string | null }>({
  code: 'KB147',
  name: 'hash-without-input',
  severity: 'error',
  source: 'kong-facts A5; recordings 7',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of hashing(upstreams)) {
      const { hash_on: hashOn } = upstream.settings;
      const field = INPUT_FIELD[hashOn] ?? null;
      if (hashOn !== 'none' && (field === null || says(upstream, field))) continue;
      const place = within(upstream, hashOn === 'none' ? 'hash_on' : (field ?? 'hash_on'));
      yield { ...place, values: { upstream: upstream.name, missing: field } };
    }
  },
  text: {
    en: {
      title: 'consistent hashing of nothing',
      message: ({ upstream, missing }) =>
        missing === null
          ? `${upstream} hashes nothing (hash_on: none): requests are spread evenly and no client keeps its target`
          : `${upstream} does not say \`${missing}\`: Kong refuses it`,
      fix: ({ missing }) =>
        missing === null
          ? 'set hash_on: header, cookie, ip, consumer, path or query_arg, or use least-connections'
          : `set ${missing}`,
      why: 'Kong accepts consistent-hashing without an input, and then has no affinity: the ring costs memory and brings nothing.',
    },
    nl: {
      title: 'consistent hashing op niets',
      message: ({ upstream, missing }) =>
        missing === null
          ? `${upstream} hasht niets (hash_on: none): verzoeken worden gelijk verdeeld en geen client houdt zijn target`
          : `${upstream} zegt niets over \`${missing}\`: Kong weigert dat`,
      fix: ({ missing }) =>
        missing === null
          ? 'zet hash_on: header, cookie, ip, consumer, path of query_arg, of gebruik least-connections'
          : `zet ${missing}`,
      why: 'Kong accepteert consistent-hashing zonder invoer, en dan is er geen affiniteit: de ring kost geheugen en levert niets op.',
    },
  },
  good: kongExample(example(BY_HEADER)),
  bad: { ...kongExample(example('')), at: ['upstreams[0].hash_on'] },
});

export const hashWithoutFallback = defineRule<'kong', { upstream: string; input: string }>({
  code: 'KB148',
  name: 'hash-without-fallback',
  severity: 'warning',
  source: 'kong-facts A5; recordings 78',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of hashing(upstreams)) {
      const { hash_on: input, hash_fallback: fallback } = upstream.settings;
      // Kong sets a cookie itself where it is missing, and takes no fallback for it.
      if (fallback !== 'none' || ['none', 'cookie', 'ip', 'path'].includes(input)) continue;
      yield { ...within(upstream, 'hash_fallback'), values: { upstream: upstream.name, input } };
    }
  },
  text: {
    en: {
      title: 'requests without the hash input all meet one target',
      message: ({ upstream, input }) =>
        `requests to ${upstream} without the ${input} all go to one target: hash_fallback is none`,
      fix: () => 'set hash_fallback: ip, say',
      why: 'What is missing hashes as the empty text, which has one place on the ring. Health checks, monitoring and anonymous users are enough to overload that target.',
    },
    nl: {
      title: 'verzoeken zonder hash-invoer komen allemaal bij één target',
      message: ({ upstream, input }) =>
        `verzoeken aan ${upstream} zonder ${input} gaan allemaal naar één target: hash_fallback is none`,
      fix: () => 'zet bijvoorbeeld hash_fallback: ip',
      why: 'Wat ontbreekt, hasht als de lege tekst, en die heeft één plek op de ring. Health checks, monitoring en anonieme gebruikers zijn genoeg om dat target te overbelasten.',
    },
  },
  good: kongExample(example(BY_HEADER)),
  bad: {
    ...kongExample(example('\n      hash_on: header\n      hash_on_header: session')),
    at: ['upstreams[0].hash_fallback'],
  },
});

export const dashedHashHeader = defineRule<'kong', { header: string; version: string }>({
  code: 'KB149',
  name: 'dashed-hash-header',
  severity: 'error',
  source: 'kong-facts A5; recordings 78; Kong/kong #14447',
  appliesTo: 'kong',
  *check({ upstreams }, { kong }) {
    if (!hasHeaderBug(kong)) return;
    for (const upstream of hashing(upstreams)) {
      const { settings } = upstream;
      const used = [
        { field: 'hash_on_header', isUsed: settings.hash_on === 'header' },
        { field: 'hash_fallback_header', isUsed: settings.hash_fallback === 'header' },
      ];
      for (const { field, isUsed } of used) {
        const header = upstream.given[field];
        if (!isUsed || typeof header !== 'string' || !header.includes('-')) continue;
        yield { ...within(upstream, field), values: { header, version: kong.version } };
      }
    }
  },
  text: {
    en: {
      title: 'a hash header with a dash sends everything to one target',
      message: ({ header, version }) =>
        `Kong ${version} cannot read ${header} for hashing, because of the dash: every request goes to one target`,
      fix: () => 'use a header name without a dash, or another input (cookie, ip, consumer)',
      why: 'From 3.8.0 to 3.9.3 (Enterprise: up to 3.8.1.1 and 3.9.0.1) the name is looked up unconverted and never found. Measured: all requests to one target.',
    },
    nl: {
      title: 'een hash-header met een streepje stuurt alles naar één target',
      message: ({ header, version }) =>
        `Kong ${version} kan ${header} niet lezen om te hashen, door het streepje: elk verzoek gaat naar één target`,
      fix: () => 'gebruik een headernaam zonder streepje, of andere invoer (cookie, ip, consumer)',
      why: 'Van 3.8.0 tot en met 3.9.3 (Enterprise: tot 3.8.1.1 en 3.9.0.1) wordt de naam onvertaald opgezocht en nooit gevonden. Gemeten: alle verzoeken naar één target.',
    },
  },
  good: kongExample(example(BY_HEADER)),
  bad: {
    ...kongExample(
      example('\n      hash_on: header\n      hash_on_header: X-User-Id\n      hash_fallback: ip'),
    ),
    at: ['upstreams[0].hash_on_header'],
  },
});

interface RingValues {
  readonly upstream: string;
  readonly slots: number;
  readonly targets: number;
  readonly needed: number;
}

export const ringTooSmall = defineRule<'kong', RingValues>({
  code: 'KB150',
  name: 'ring-too-small',
  severity: 'error',
  source: 'kong-facts A5; recordings 81, 82; Kong/kong #9437',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of hashing(upstreams)) {
      const targets = upstream.targets.filter(({ weight }) => weight > 0).length;
      const needed = targets * SLOTS_PER_TARGET;
      const slots = Math.max(1_000, upstream.settings.slots);
      if (slots >= needed) continue;
      const place = within(upstream, 'slots');
      const value = Math.ceil(needed / 1_000) * 1_000;
      yield {
        ...place,
        values: { upstream: upstream.name, slots, targets, needed },
        edits: value <= MAX_SLOTS ? [{ kind: 'set', path: place.path, value }] : [],
      };
    }
  },
  text: {
    en: {
      title: 'a hash ring too small for its targets',
      message: ({ upstream, slots, targets, needed }) =>
        `${targets} targets of ${upstream} need ${needed} slots, and there are ${slots}: the ring is not built and every request is 503`,
      fix: ({ needed }) =>
        needed <= MAX_SLOTS
          ? `set slots: ${Math.ceil(needed / 1_000) * 1_000}`
          : `split the upstream: Kong takes at most ${MAX_SLOTS} slots, 397 targets`,
      why: 'Each target takes about 160 places. When they do not fit Kong logs one critical line and keeps an empty ring. Measured with 64 targets and the default of 10,000: after some thousand requests both workers spun and answered nothing any more, the Admin API included.',
    },
    nl: {
      title: 'een hash-ring die te klein is voor zijn targets',
      message: ({ upstream, slots, targets, needed }) =>
        `${targets} targets van ${upstream} hebben ${needed} slots nodig, en het zijn er ${slots}: de ring wordt niet gebouwd en elk verzoek is een 503`,
      fix: ({ needed }) =>
        needed <= MAX_SLOTS
          ? `zet slots: ${Math.ceil(needed / 1_000) * 1_000}`
          : `splits de upstream: Kong staat hooguit ${MAX_SLOTS} slots toe, 397 targets`,
      why: "Elk target neemt zo'n 160 plekken in. Passen ze niet, dan schrijft Kong één kritieke logregel en houdt het een lege ring. Gemeten met 64 targets en de standaard van 10.000: na enkele duizenden verzoeken draaiden beide workers rond en antwoordde niets meer, ook de Admin API niet.",
    },
  },
  good: kongExample(`
    upstreams:
      - name: orders
        algorithm: consistent-hashing
        hash_on: ip
        slots: 2000
        targets: [${targetList(8)}]
  `),
  bad: {
    ...kongExample(`
      upstreams:
        - name: orders
          algorithm: consistent-hashing
          hash_on: ip
          slots: 1000
          targets: [${targetList(8)}]
    `),
    at: ['upstreams[0].slots'],
  },
});

export const hashSettingsUnused = defineRule<'kong', { upstream: string; algorithm: string }>({
  code: 'KB151',
  name: 'hash-settings-unused',
  severity: 'warning',
  source: 'kong-facts C1',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { algorithm, hash_on: hashOn } = upstream.settings;
      if (hashOn === 'none' || algorithm === 'consistent-hashing') continue;
      // `hash_on` alone makes Kong choose the algorithm.
      if (!says(upstream, 'algorithm')) continue;
      yield { ...within(upstream, 'hash_on'), values: { upstream: upstream.name, algorithm } };
    }
  },
  text: {
    en: {
      title: 'hash settings without consistent-hashing',
      message: ({ upstream, algorithm }) =>
        `hash_on of ${upstream} has no effect under ${algorithm}: no client keeps its target`,
      fix: () => 'set algorithm: consistent-hashing, or remove hash_on',
      why: 'With least-connections and latency Kong drops hash_on when it stores the upstream; with round-robin it keeps and ignores it.',
    },
    nl: {
      title: 'hash-instellingen zonder consistent-hashing',
      message: ({ upstream, algorithm }) =>
        `hash_on van ${upstream} doet niets bij ${algorithm}: geen client houdt zijn target`,
      fix: () => 'zet algorithm: consistent-hashing, of haal hash_on weg',
      why: 'Bij least-connections en latency laat Kong hash_on vallen als het de upstream opslaat; bij round-robin bewaart het hem en doet er niets mee.',
    },
  },
  good: kongExample(example(BY_HEADER)),
  bad: {
    ...kongExample(`
      upstreams:
        - name: orders
          algorithm: least-connections
          hash_on: ip
          targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
    `),
    at: ['upstreams[0].hash_on'],
  },
});

export const hashRetries = defineRule<'kong', { upstream: string }>({
  code: 'KB152',
  name: 'hash-retries',
  severity: 'info',
  source: 'kong-facts A5; recordings 86; Kong/kong #8948',
  appliesTo: 'kong',
  *check({ upstreams, services }) {
    const retried = new Set(services.filter(({ retries }) => retries > 0).map(({ host }) => host));
    for (const upstream of hashing(upstreams)) {
      const { tcp_failures: tcp, timeouts } = upstream.settings.healthchecks.passive.unhealthy;
      if (!retried.has(upstream.name) || (tcp > 0 && timeouts > 0)) continue;
      yield { ...within(upstream, 'algorithm'), values: { upstream: upstream.name } };
    }
  },
  text: {
    en: {
      title: 'retries under consistent-hashing meet the same target',
      message: ({ upstream }) =>
        `a retry to ${upstream} goes to the same target, every time, until a health check has taken it out`,
      fix: () =>
        'set passive tcp_failures and timeouts to 1 or 2, with active checks for the way back',
      why: 'The hash stays the same, so the choice does. Measured: all requests hashed to a refusing target failed with 502 after 6 tries.',
    },
    nl: {
      title: 'retries onder consistent-hashing komen bij hetzelfde target',
      message: ({ upstream }) =>
        `een retry naar ${upstream} gaat elke keer naar hetzelfde target, tot een health check het eruit heeft gehaald`,
      fix: () =>
        'zet passief tcp_failures en timeouts op 1 of 2, met actieve checks voor de weg terug',
      why: 'De hash blijft gelijk en de keuze dus ook. Gemeten: alle verzoeken die op een weigerend target hashten, mislukten na 6 pogingen met een 502.',
    },
  },
  good: kongExample(example(BY_HEADER)),
  bad: {
    ...kongExample(`
      services: [{ name: orders, host: orders, retries: 5, connect_timeout: 500 }]
      upstreams:
        - name: orders
          algorithm: consistent-hashing
          hash_on: ip
          targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
    `),
    at: ['upstreams[0].algorithm'],
  },
});

function hashing(upstreams: readonly KongUpstream[]): readonly KongUpstream[] {
  return upstreams.filter(({ settings }) => settings.algorithm === 'consistent-hashing');
}

/** OSS 3.8.0–3.9.3; Enterprise until 3.8.1.1 and 3.9.0.1. */
function hasHeaderBug({ edition, version }: { edition: string; version: string }): boolean {
  if (edition === 'konnect') return false;
  const [major = 0, minor = 0, patch = 0, build = 0] = version.split('.').map(Number);
  if (major !== 3 || (minor !== 8 && minor !== 9)) return false;
  if (edition === 'oss') return true;
  return minor === 8 ? patch * 100 + build < 101 : patch * 100 + build < 1;
}

function targetList(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `{ target: "o-${index}:80" }`);
  return names.join(', ');
}
