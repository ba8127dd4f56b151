/** Who may say on whose behalf a request comes: everybody, or nobody where it matters. */

import { defineRule } from '../../../define-rule.ts';
import { listOf } from '../../../inputs/live.ts';
import { kong, node, upstream } from '../examples.ts';
import { eachNode, nameOf } from '../setting.ts';

export const everyoneTrusted = defineRule<
  'live',
  { readonly node: string; readonly block: string }
>({
  code: 'KB404',
  name: 'everyone-trusted',
  severity: 'warning',
  source:
    'https://developer.konghq.com/gateway/configuration/#trusted-ips; recordings admin/01-node',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, setting } of eachNode(input)) {
      const block = listOf(one.configuration['trusted_ips']).find((entry) => entry.endsWith('/0'));
      if (block === undefined) continue;
      yield { ...setting('trusted_ips'), values: { node: nameOf(one), block } };
    }
  },
  text: {
    en: {
      title: 'every client may choose its address',
      message: ({ node: name, block }) =>
        `${name} trusts ${block}: every client can set its own address with X-Forwarded-For or X-Real-IP`,
      fix: () =>
        'name the addresses of your load balancers, and 127.0.0.0/8 for the two-level layout',
      why: 'Rate limits, IP restrictions and hash_on: ip go by the client address. Who can choose it passes them all, or sends all load to one target.',
    },
    nl: {
      title: 'elke client kiest zijn eigen adres',
      message: ({ node: name, block }) =>
        `${name} vertrouwt ${block}: elke client kan met X-Forwarded-For of X-Real-IP zijn eigen adres opgeven`,
      fix: () =>
        'noem de adressen van je loadbalancers, en 127.0.0.0/8 voor de indeling in twee niveaus',
      why: 'Rate limits, IP-beperkingen en hash_on: ip gaan uit van het clientadres. Wie dat zelf mag kiezen komt overal langs, of stuurt alle belasting naar één target.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({}, { trusted_ips: ['0.0.0.0/0'] })] }),
    at: ['nodes["127.0.0.1:8001"].configuration.trusted_ips'],
  },
});

export const hashesOneAddress = defineRule<'live', { readonly upstream: string }>({
  code: 'KB405',
  name: 'hash-on-load-balancer-address',
  severity: 'warning',
  source: 'kong-facts A5; https://developer.konghq.com/gateway/configuration/#trusted-ips',
  appliesTo: 'live',
  *check({ file, facts }) {
    const [first] = facts.nodes;
    const trusted = first?.configuration['trusted_ips'];
    if (trusted === undefined || listOf(trusted).length > 0) return;
    for (const { name, hashOn } of facts.upstreams) {
      if (hashOn !== 'ip') continue;
      yield { file, path: ['upstreams', name, 'hashOn'], values: { upstream: name } };
    }
  },
  text: {
    en: {
      title: 'hash on the address of the load balancer',
      message: ({ upstream: name }) =>
        `upstream ${name} hashes on the client address, but no trusted_ips are set: behind a load balancer all clients have its address`,
      fix: () =>
        'set trusted_ips to the load balancer and real_ip_header to X-Forwarded-For, or hash on a cookie',
      why: 'Without trusted_ips Kong takes the address of the connection. With a load balancer before it that is one address, and so one target for everybody.',
    },
    nl: {
      title: 'hash op het adres van de loadbalancer',
      message: ({ upstream: name }) =>
        `upstream ${name} hasht op het clientadres, maar trusted_ips is leeg: achter een loadbalancer hebben alle clients diens adres`,
      fix: () =>
        'zet trusted_ips op de loadbalancer en real_ip_header op X-Forwarded-For, of hash op een cookie',
      why: 'Zonder trusted_ips neemt Kong het adres van de verbinding. Staat er een loadbalancer voor, dan is dat één adres en dus één target voor iedereen.',
    },
  },
  good: { files: kong({ upstreams: [upstream({ hashOn: 'ip' })] }) },
  bad: {
    files: kong({
      nodes: [node({}, { trusted_ips: {} })],
      upstreams: [upstream({ hashOn: 'ip' })],
    }),
    at: ['upstreams.shop.hashOn'],
  },
});
