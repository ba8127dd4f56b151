/** "The nodes of a cluster share what they know of health": each checks for itself. */

import { defineClaim } from './claim-rule.ts';
import { hasAll, isDenied } from './words.ts';

const HEALTH = /health|gezond/;
const SHARED = /\bshar(?:e|es|ed)\b|synchroni[sz]ed|propagat|gedeeld|delen|gesynchroniseerd/;
const NODES =
  /kong[\s-]nodes?|gateway[\s-]nodes?|all nodes|(?:between|across|tussen|over) (?:the |de |alle )?(?:kong |gateway )?(?:nodes|instances|gateways)/;

export const sharedHealthClaim = defineClaim<{ readonly what: 'health' }>({
  code: 'KB608',
  name: 'claim-nodes-share-health',
  severity: 'error',
  source: 'recordings 34, 35; kong-facts A1',
  recognise: (plain) =>
    !isDenied(plain) && hasAll(plain, [HEALTH, SHARED, NODES]) ? { what: 'health' } : null,
  text: {
    en: {
      title: 'Kong nodes do not share health',
      message: () =>
        'each Kong node finds out by itself: nine seconds after one node had marked a target, the other two still sent to it',
      fix: () =>
        'count detection per node, and probe load as nodes × upstreams ÷ interval; only marks set through the Admin API reach the other nodes',
      why: 'Passive checks need failing requests on every node before all have stopped. With many nodes and little traffic the last one finds out long after the first.',
    },
    nl: {
      title: 'Kong-nodes delen geen health',
      message: () =>
        'elke Kong-node zoekt het zelf uit: negen seconden nadat één node een target had gemarkeerd, stuurden de andere twee er nog verkeer heen',
      fix: () =>
        'reken detectie per node, en de belasting door probes als nodes × upstreams ÷ interval; alleen markeringen via de Admin API bereiken de andere nodes',
      why: 'Bij passieve checks zijn op elke node mislukte requests nodig voordat ze allemaal gestopt zijn. Met veel nodes en weinig verkeer merkt de laatste het lang na de eerste.',
    },
  },
  good: 'Health is found out by each node; weights are shared through the database.',
  bad: [
    'The health of a target is shared between all nodes of the cluster.',
    'De gezondheid van targets wordt gedeeld tussen de Kong nodes.',
  ],
});
