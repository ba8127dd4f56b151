/** An Admin API that other machines reach and that asks nobody who they are. */

import { defineRule } from '../../../define-rule.ts';
import { isHybridControlPlane, listOf } from '../../../inputs/live.ts';
import { kong, node } from '../examples.ts';
import { eachNode, nameOf } from '../setting.ts';

interface Values {
  readonly node: string;
  readonly listen: string;
  readonly isEnterprise: boolean;
}

export const openAdminApi = defineRule<'live', Values>({
  code: 'KB402',
  name: 'open-admin-api',
  severity: 'error',
  source: 'kong-facts C5',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, setting } of eachNode(input)) {
      const { configuration, edition } = one;
      const isEnterprise = edition === 'enterprise';
      const rbac = configuration['enforce_rbac'];
      if (isEnterprise && (rbac === 'on' || rbac === 'both' || rbac === true)) continue;
      const listen = listOf(configuration['admin_listen']).find(isOpen);
      if (listen === undefined) continue;
      // A control plane has to be reached; who guards it cannot be seen from here.
      const severity = isHybridControlPlane(one) ? 'warning' : 'error';
      // What follows the address are nginx's words.
      const [address = listen] = listen.split(' ');
      const values = { node: nameOf(one), listen: address, isEnterprise };
      yield { ...setting('admin_listen'), severity, values };
    }
  },
  text: {
    en: {
      title: 'Admin API open to other machines',
      message: ({ node: name, listen, isEnterprise }) =>
        `${name} listens on ${listen} and ${isEnterprise ? 'does not enforce RBAC' : 'Kong OSS has no login'}: who reaches it can change everything`,
      fix: () =>
        'let admin_listen be 127.0.0.1:8001 and reach it through a tunnel, or put mutual TLS or a firewall before it',
      why: 'The Admin API writes routes, plugins and targets. A stranger can send all traffic elsewhere, or read what passes; nothing in Kong OSS asks for a password.',
    },
    nl: {
      title: 'Admin API open voor andere machines',
      message: ({ node: name, listen, isEnterprise }) =>
        `${name} luistert op ${listen} en ${isEnterprise ? 'dwingt RBAC niet af' : 'Kong OSS heeft geen login'}: wie erbij kan, kan alles veranderen`,
      fix: () =>
        'zet admin_listen op 127.0.0.1:8001 en ga er via een tunnel naartoe, of zet er mutual TLS of een firewall voor',
      why: 'Via de Admin API zijn routes, plugins en targets te wijzigen. Een vreemde kan al het verkeer ergens anders heen sturen of meelezen; in Kong OSS vraagt niets om een wachtwoord.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({}, { admin_listen: ['0.0.0.0:8001 reuseport'] })] }),
    at: ['nodes["127.0.0.1:8001"].configuration.admin_listen'],
  },
});

function isOpen(listen: string): boolean {
  if (listen === 'off') return false;
  return !/^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\]):/.test(listen);
}
