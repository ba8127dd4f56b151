/** Versions that Ballast was not tried on, or with faults that matter to it. */

import { defineRule } from '../../../define-rule.ts';
import type { Language } from '../../../../lib/locale.ts';
import { kong, node } from '../examples.ts';
import { eachNode, nameOf } from '../setting.ts';

type Fault = 'old' | 'timers' | 'failover';

interface Values {
  readonly node: string;
  readonly version: string;
  readonly fault: Fault;
  readonly fixedIn: string;
}

const WORDS: Readonly<Record<Language, Readonly<Record<Fault, string>>>> = {
  en: {
    old: 'is older than what Ballast is tried on (3.4 and later)',
    timers: 'piles up timers in its health checks, which may stop after days',
    failover: 'answers 503 now and then while a failover target is healthy',
  },
  nl: {
    old: 'is ouder dan waar Ballast op beproefd is (3.4 en later)',
    timers: 'stapelt timers op in zijn health checks, die na dagen kunnen stilvallen',
    failover: 'antwoordt af en toe 503 terwijl er een gezond failover-target is',
  },
};

export const versionFaults = defineRule<'live', Values>({
  code: 'KB412',
  name: 'version-with-known-fault',
  severity: 'warning',
  source: 'kong-facts (version deltas), F',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, at } of eachNode(input)) {
      const found = faultOf(one.version, one.edition === 'enterprise');
      if (found === null) continue;
      yield { ...at('version'), values: { node: nameOf(one), version: one.version, ...found } };
    }
  },
  text: {
    en: {
      title: 'version of Kong with a fault that matters here',
      message: ({ node: name, version, fault }) => `Kong ${version} on ${name} ${WORDS.en[fault]}`,
      fix: ({ fixedIn }) => `upgrade to ${fixedIn} or later`,
      why: 'Ballast relies on Kong’s own health checks for the case that it is not there itself, so faults in them are faults of the whole.',
    },
    nl: {
      title: 'versie van Kong met een fout die hier telt',
      message: ({ node: name, version, fault }) => `Kong ${version} op ${name} ${WORDS.nl[fault]}`,
      fix: ({ fixedIn }) => `ga naar ${fixedIn} of later`,
      why: 'Ballast rekent op de health checks van Kong voor als hij er zelf niet is. Fouten daarin zijn dus fouten van het geheel.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({ version: '3.6.1' })] }),
    at: ['nodes["127.0.0.1:8001"].version'],
  },
});

function faultOf(version: string, isEnterprise: boolean): Pick<Values, 'fault' | 'fixedIn'> | null {
  const [major = 0, minor = 0, patch = 0, build = 0] = (version.match(/\d+/g) ?? []).map(Number);
  if (major < 3 || (major === 3 && minor < 4)) return { fault: 'old', fixedIn: '3.4' };
  if (major === 3 && (minor === 6 || minor === 7)) return { fault: 'timers', fixedIn: '3.8' };
  if (!isEnterprise || major !== 3) return null;
  const isBefore = (last: number) => patch === 0 && build < last;
  if (minor === 12 && isBefore(11)) return { fault: 'failover', fixedIn: '3.12.0.11' };
  if (minor === 13 && isBefore(10)) return { fault: 'failover', fixedIn: '3.13.0.10' };
  return null;
}
