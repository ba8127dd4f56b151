/** The static answer: one that Kong can give, and that somebody will get. */

import { answerHost } from '../../model/loopback.ts';
import { isKnownToRefuse } from '../../model/refusals.ts';
import type { StaticAnswer } from '../../model/strategy.ts';
import type { Finding } from '../problem.ts';
import { eachService } from './check.ts';
import type { Check } from './check.ts';

/** Statuses by which Kong's passive checks would take the answer for that of a broken target. */
const BROKEN: readonly number[] = [500, 502, 504];

export const answer = eachService(({ service, path }) => {
  const wanted = service.failover.answer ?? null;
  if (wanted === null) return [];
  const place = [...path, 'failover', 'answer'];
  const findings: Finding[] = [];
  if (BROKEN.includes(wanted.status)) {
    findings.push({
      code: 'BLS1608',
      path: [...place, 'status'],
      message: `an answer of ${wanted.status} looks like that of a broken target: Kong would take the refusal itself out`,
      fix: 'write 503, or 200 to 499',
      inDutch: {
        message: `een antwoord met ${wanted.status} lijkt op dat van een kapot target: Kong zou de weigering zelf uitzetten`,
        fix: 'schrijf 503, of 200 tot en met 499',
      },
    });
  }
  // decK fills in the environment wherever it finds this, and fails on anything else inside.
  if (wanted.body.includes('${{')) {
    findings.push({
      code: 'BLS1608',
      path: [...place, 'body'],
      message: 'decK would take ${{ in the body for a variable',
      fix: 'leave it out',
      inDutch: {
        message: 'decK zou ${{ in de body voor een variabele houden',
        fix: 'laat het weg',
      },
    });
  }
  if (!isKnownToRefuse(service)) {
    findings.push({
      code: 'BLS1609',
      path: place,
      at: 'key',
      message: `nobody ever gets this answer: ${service.name} refuses nothing on purpose`,
      fix: 'write whenCapacityIsShort: shed, or remove the answer',
      inDutch: {
        message: `dit antwoord krijgt nooit iemand: ${service.name} weigert niets bewust`,
        fix: 'schrijf whenCapacityIsShort: shed, of haal het antwoord weg',
      },
      because: [[...path, 'failover', 'whenCapacityIsShort']],
    });
  }
  return findings;
});

/** Two answers whose addresses meet could not be told apart. */
export const answersApart: Check = ({ strategy }) => {
  const taken = new Map<string, StaticAnswer>();
  return strategy.services.flatMap(({ name, failover }): Finding[] => {
    const own = failover.answer ?? null;
    if (own === null) return [];
    const host = answerHost(own);
    const other = taken.get(host) ?? own;
    taken.set(host, other);
    if (JSON.stringify(other) === JSON.stringify(own)) return [];
    return [
      {
        code: 'BLS1608',
        path: ['services', name, 'failover', 'answer', 'body'],
        message: 'by chance this answer has the same loopback address as another one',
        fix: 'change a letter of it',
        inDutch: {
          message: 'dit antwoord heeft toevallig hetzelfde loopback-adres als een ander',
          fix: 'verander er een letter van',
        },
      },
    ];
  });
};
