/** What the law says of regions that are left, in English. */

export const regionsEn = {
  'region-evacuated': '{region} evacuated: {evidence}; {refuge}. It is held for {holdMs} at least.',
  'region-stays': '{region} stays: {evidence}, but {why}.',
  'slow-region':
    'half of its {targets} targets or more answer in {meanMs:ms}, usually {usualMs:ms}, for {spanMs}',
  'fails-in-part':
    '{failures} of {tries} tries failed ({seenRatio}) in {spanMs} over {suspects} suspect targets, score {score} of {threshold}',
  'fails-with-others':
    '{failures} of {tries} tries failed ({seenRatio}) in {spanMs} and {services} services of the region agree, together {jointTries} tries and score {score} of {threshold}',
  'targets-fail-probes': "{bad} of {targets} targets fail Ballast's probes",
  'tries-failed': '{failures} of {tries} tries failed in {spanMs}',
  'kong-says-unhealthy': 'most Kong nodes call {down} of {targets} targets UNHEALTHY',

  'takes-over': '{receivers} {receivers|takes|take} over, {receivers|its|their} room is not known',
  'has-room':
    '{receivers} {receivers|has|have} room for {roomRps} rps and {receivers|gets|get} {demandRps} rps',
  'has-no-room':
    '{receivers} {receivers|has|have} room for {roomRps} rps and would get {demandRps} rps',
  'as-a-trial': '{refuge}, as a trial because {receivers|it has|they have} seen little traffic',
  'observed-with-refuge': '{observed}; {refuge}',
  'capacity-short':
    '{receivers} {receivers|is|are} short of room without {region}: {roomRps} for {demandRps} rps, {excessRps} too many; {outcome}.',
  'rest-stays': 'the rest stays',
  'rest-is-served': 'they get it all the same, as the strategy says',
  'rest-is-refused': 'the rest is refused with Retry-After',
  'rest-cannot-be-refused': 'they get it all the same, since no gateway can refuse an exact share',

  'lone-witness': 'a single kind of witness moves nothing',
  'needs-approval':
    'the strategy says that a person approves it: `ballast approve {id} --reason …`',
  'person-approved': '{by} approved it {agoMs} ago ({reason})',
  'person-rejected': '{by} rejected it {agoMs} ago ({reason})',
  'move-did-not-help': 'its last move did not help; none for {restMs}',
  'only-observes': 'the rule {rule} only observes',
  'nobody-able': 'no other region of the service is known to be able to serve',
  'maybe-common':
    '{regions} looked unwell {regions|itself|themselves} within the last {withinMs}, so what fails may be common to all regions',
  'no-other-region': 'the service has no other region that may serve its requests',
  'enough-regions-out': '{regions} {regions|is|are} out already, and at most {max} may be',
  'enough-regions-held':
    '{regions} {regions|is|are} out already, and at most {max} may be ({by} keeps {held} out: {reason})',
  'no-faster': '{region} answers in {expectedMs:ms}, no better than {giverMs:ms}',
  'fails-as-well': '{region} fails {failures} of {tries} tries as well',
  'maybe-shared':
    '{giverRatio} fail and no other region has served a request, so a shared dependency cannot be ruled out',

  'hook-failed': 'A hook of the {move} of {region} failed: {detail}.',
  'hook-runs': '`{call}` has been running for {spanMs}',
  'hook-did-not-pass': '`{call}` failed ({detail})',
  'hook-failed-before': 'failed before',
  'hook-without-result': 'no result after {spanMs}',
  'move-failover': 'failover',
  'move-failback': 'failback',

  'traffic-taken-back':
    '{region} takes its traffic back: {why}; no further move on partial evidence for {restMs}.',
  'receivers-no-faster':
    '{receivers} {receivers|answers|answer} in {meanMs:ms}, against {seenMs:ms} before',
  'receivers-fail-too':
    '{failures} of {tries} tries ({foundRatio}) fail at {receivers} too, against {seenRatio} before',

  'spill-started':
    '{region} spills: {loadRps} rps for a capacity of {capacityRps} ({loadRatio}, {onRatio} is allowed); {where}.',
  'spill-ended':
    '{region} keeps all of its requests again: {loadRps} rps have been below {offRatio} of its {capacityRps} rps for {offMs}.',
  'nothing-to-spill': '{region} has no requests of its own to spill any more.',
  'nobody-takes-it': 'no other region has room for it',
  'takes-part-of-it': '{region} takes {partRatio} of it, having room for {roomRps} rps',
  'takes-part-blindly': '{region} takes {partRatio} of it, its room is not known',
  shedding:
    '{shedRatio} of {service} is refused with Retry-After: {demandRps} rps come in, {limits}.',
  'shed-ended': 'All {demandRps} rps of {service} are served again, after {lastedMs}.',
  'limit-as-stated': '{region} can serve {limitRps}, as stated',
  'limit-as-shown': '{region} can serve {limitRps}, as it has shown',

  'weights-refused': 'New weights at {gateway} refused: {why}.',
  'too-few-able':
    'only {wantedPercent} % of the weight would be on targets that can serve, and more than {neededPercent} % is needed',
  'region-has-no-room': '{region} has room for {roomRps} rps and would get {loadRps} rps',
  'baseline-stands': 'The baseline of the strategy.',
} as const;
