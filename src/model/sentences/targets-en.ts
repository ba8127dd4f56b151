/** What the law says of targets, in English. */

export const targetsEn = {
  'target-ejected': '{target} ejected for {lastsMs}: it {accusation}.',
  'target-ejected-again':
    '{target} ejected again for {lastsMs}: in its trial {failures} of {tries} tries failed and its probe is {probe}.',
  'ejection-refused': '{target} {accusation} ({seenRatio} failing), but stays: {why}.',
  'fails-ratio':
    'fails {failures} of {tries} tries ({seenRatio}) in {spanMs} while its pool fails {poolRatio} (score {score} of {threshold})',
  'fails-connections': 'refused or dropped all {tries} connections of the last {spanMs}',
  'fails-probes-and-tries': 'fails its probes and {failures} of {tries} tries of the last {spanMs}',
  'fails-probes-and-kong':
    'fails its probes and is UNHEALTHY at {down} of {fresh} Kong nodes for {spanMs}',
  'only-target': 'it is the only target of its region',
  'pool-looks-bad': '{suspects} of {targets} targets look bad at once, so the region decides',
  'enough-targets-out': '{out} of at most {cap} targets of the region are out already',
  'few-targets-left': 'only {able} of {targets} targets would be left',
  'rest-is-full': 'the rest has room for {roomRps} rps and would get {demandRps} rps',

  'target-tried': '{target} is tried at {part}: its probe is clean; {proof}.',
  'part-of-weight': '{shareRatio} of its weight',
  'part-and-more': '{shareRatio} of its weight and then more',
  'part-in-slices': '{shareRatio} of its weight for {sliceMs} at a time',
  'part-and-more-in-slices': '{shareRatio} of its weight and then more for {sliceMs} at a time',
  'proof-after-drain': 'it was drained, and {needed} clean tries show that it is well',
  'proof-after-failing': '{needed} clean tries must contradict the {seenRatio} it failed',
  'target-back': '{target} is back at full weight: {failures} of {tries} tries failed.',
  'probe-good': 'good',
  'probe-bad': 'bad',
  'probe-unsure': 'unsure',
  'probe-unknown': 'unknown',

  'target-trimmed': '{target} gets {partRatio} of its weight: {because}.',
  'target-trimmed-for': '{target} gets {partRatio} of its weight for {waitMs} at least: {because}.',
  'trim-refused': '{target} keeps more than a trickle although {slowness}: {why}.',
  'slower-than-pool':
    'it answers {times} times slower than its pool ({answers}; score {score} of {threshold})',
  'slow-on-trial': 'on trial again, {slowness}',
  'like-its-pool': 'it answers like its pool again ({answers})',
  'answers-of-both': '{meanMs:ms} over {answers} answers, the pool {poolMs:ms}',
  unknown: 'unknown',
  'trim-untested': 'with less it gets too few requests to show whether it is well',
  'others-are-full': 'the others have no room for its load',
  'trim-stale': 'there is no news of requests, so what they said before no longer counts',
  'trim-switched-off': 'adapt.latency is off for {service}',
  'enough-targets-trimmed': '{gone} of at most {cap} targets of the region are out or trimmed',

  'shares-as-stated':
    '{region} shares as stated again ({parts:comma}): utilisation is not known or not to be used.',
  'shares-by-capacity':
    '{region} shares by measured capacity: {parts:comma} of the full part of a target.',
  'name-and-part': '{name} {partRatio}',

  'panic-ended':
    '{region}: {bad} of {targets} targets look bad, so single targets are judged again after {lastedMs}.',
  panic:
    '{region}: {bad} of {targets} targets look bad at once, which is the region, a dependency or the observer and no single target; nobody more is taken out and the region level decides.',
  'panic-open':
    '{region}: {bad} of {targets} targets look bad at once, which is the region, a dependency or the observer and no single target; those that answer serve all the same and the region level decides.',
} as const;
