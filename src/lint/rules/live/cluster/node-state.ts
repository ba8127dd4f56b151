/** Nodes that are not there, or have lost what they need. */

import { defineRule } from '../../../define-rule.ts';
import { isHybridControlPlane } from '../../../inputs/live.ts';
import { kong, node } from '../examples.ts';
import { eachNode, nameOf } from '../setting.ts';

export const nodeUnreachable = defineRule<
  'live',
  { readonly url: string; readonly reason: string }
>({
  code: 'KB421',
  name: 'node-unreachable',
  severity: 'error',
  source: 'design §4 (observe), G4',
  appliesTo: 'live',
  *check({ file, facts }) {
    for (const [index, { url, reason }] of facts.unreachable.entries()) {
      yield { file, path: ['unreachable', index], values: { url, reason } };
    }
  },
  text: {
    en: {
      title: 'node that does not answer',
      message: ({ url, reason }) => `the Admin API at ${url} does not answer: ${reason}`,
      fix: () => 'start the node, correct the address, or remove it from the list',
      why: 'Each node has a view of its own of every target. One that cannot be asked may be sending to targets that the others have given up, and nobody sees it.',
    },
    nl: {
      title: 'node die niet antwoordt',
      message: ({ url, reason }) => `de Admin API op ${url} antwoordt niet: ${reason}`,
      fix: () => 'start de node, verbeter het adres, of haal hem uit de lijst',
      why: 'Elke node heeft zijn eigen beeld van elk target. Een node die niet te bevragen is, stuurt misschien nog verkeer naar targets die de andere al hebben opgegeven, en niemand ziet het.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ unreachable: [{ url: 'http://10.0.0.7:8001', reason: 'connect ECONNREFUSED' }] }),
    at: ['unreachable[0]'],
  },
});

export const databaseLost = defineRule<'live', { readonly node: string }>({
  code: 'KB422',
  name: 'database-unreachable',
  severity: 'error',
  source: 'kong-facts C5 (GET /status)',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, at } of eachNode(input)) {
      if (one.databaseReachable !== false) continue;
      yield { ...at('databaseReachable'), values: { node: nameOf(one) } };
    }
  },
  text: {
    en: {
      title: 'node without its database',
      message: ({ node: name }) =>
        `${name} cannot reach its database: it serves what it knows and takes no change`,
      fix: () =>
        'restore the database; until then no weight can be written and no restart survived',
      why: 'Kong goes on with what it has in memory, so users notice nothing. But every failover of Ballast needs a write, and a node that restarts now has no configuration at all.',
    },
    nl: {
      title: 'node zonder database',
      message: ({ node: name }) =>
        `${name} kan zijn database niet bereiken: hij draait door op wat hij weet en neemt geen wijziging aan`,
      fix: () =>
        'herstel de database; tot die tijd is er geen gewicht te schrijven en overleeft een node geen herstart',
      why: 'Kong gaat verder met wat er in het geheugen staat, dus gebruikers merken niets. Maar elke failover van Ballast moet iets schrijven, en een node die nu herstart heeft helemaal geen configuratie.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({ databaseReachable: false })] }),
    at: ['nodes["127.0.0.1:8001"].databaseReachable'],
  },
});

export const blindControlPlane = defineRule<'live', { readonly node: string }>({
  code: 'KB423',
  name: 'control-plane-sees-no-health',
  severity: 'warning',
  source: 'kong-facts B5, B6; design §3',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, at } of eachNode(input)) {
      if (isHybridControlPlane(one)) yield { ...at('role'), values: { node: nameOf(one) } };
    }
  },
  text: {
    en: {
      title: 'a control plane sees no health',
      message: ({ node: name }) =>
        `${name} is a control plane: it proxies nothing, so it knows no health and takes no health marks`,
      fix: () =>
        'let status_listen of the data planes be reachable for Ballast; weights are written here all the same',
      why: 'In hybrid mode there is no fast lever: only weights, which reach each data plane with the next push of the whole configuration, at most one per db_update_frequency.',
    },
    nl: {
      title: 'een control plane ziet geen health',
      message: ({ node: name }) =>
        `${name} is een control plane: er gaat geen verkeer doorheen, dus hij kent geen health en neemt geen markeringen aan`,
      fix: () =>
        'zorg dat Ballast bij status_listen van de data planes kan; gewichten worden gewoon hier geschreven',
      why: 'In hybride opstelling is er geen snelle hendel: alleen gewichten, en die bereiken elke data plane met de volgende push van de hele configuratie, hooguit één per db_update_frequency.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({ role: 'control_plane' })] }),
    at: ['nodes["127.0.0.1:8001"].role'],
  },
});
