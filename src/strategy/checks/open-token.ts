/** What is said of secrets at several places. */

import type { Bilingual, Wording } from '../wording.ts';

/** The Dutch of a secret that would cross the network in the clear. */
export function openTokenInDutch(to: string): Wording {
  return {
    message: `het token gaat onversleuteld naar ${to}`,
    fix: 'gebruik https, of een adres op loopback via een tunnel',
  };
}

/** A secret for which both `…File` and `…Env` are given. */
export function twoPlacesFor(stem: keyof typeof SECRETS): Bilingual {
  return {
    message: `the ${stem} is to come from a file and from the environment`,
    fix: `keep ${stem}File or ${stem}Env`,
    inDutch: {
      message: `${SECRETS[stem]} zou uit een bestand en uit de omgeving komen`,
      fix: `houd ${stem}File of ${stem}Env`,
    },
  };
}

const SECRETS = {
  token: 'het token',
  secret: 'het geheim',
  password: 'het wachtwoord',
} as const;
