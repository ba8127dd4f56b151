/** Why things are as they are, in English. */

export const explainEn = {
  'mode-acts': 'Ballast acts: it writes weights. `ballast disable` makes it only watch.',
  'mode-observes':
    'Ballast observes: it tells what it would do and writes nothing. `ballast enable` lets it act.',
  'service-demand':
    '{service}: {demandRps:rate} of demand, {failingRatio:part} of its tries failed in the last 10 s.',
  'service-demand-unknown':
    '{service}: its demand is not known, {failingRatio:part} of its tries failed in the last 10 s.',
  'service-weights': 'Its weights: {reason}',
  'service-budget': 'Its error budget: {left}.',
  'service-budget-burn':
    'Its error budget: {left}; over the last hour it went {times} times as fast as it may.',
  'service-sheds':
    '{shedRatio:part} of its requests are refused on purpose: no region has room for them.',
  'service-lever': '{by} has set {lever} (“{reason}”); it ends {end}.',
  'service-reads':
    '{regions} {regions|takes|take} reads only: writes go to the others, and are refused at once while none of these can serve.',
  'service-nothing-before':
    'Its standby gets nothing until a person has approved (beforeApproval: nothing): its data must be promoted first.',
  'service-answer':
    'Who is refused gets {status} from Kong itself, and may come back after {retryMs:span} (failover.answer).',
  'moment-now': 'now',
  'moment-later': 'in {leftMs:age} (at {clock} UTC)',

  'place-name': '{name} of {service}',
  'region-waits': '{name} waits for {what}.',
  'region-refused': '{name} should be evacuated, but {why}',
  'share-at': '{shareRatio:part} at {gateway}',
  'phase-healthy': '{name} has been healthy for {ageMs:age} and is meant to serve {shares:comma}.',
  'phase-spill':
    '{name} has been at the limit of what it can serve for {ageMs:age}: it keeps {shares:comma} and other regions take the rest.',
  'phase-evacuated':
    '{name} has been evacuated for {ageMs:age}{cause}; its targets keep a last-resort weight ({shares:comma}).',
  'cause-slow': ', because it was slow',
  'cause-lost': ', because it was lost',
  'cause-failing': ', because {seenRatio:part} of its tries failed',
  'phase-probing': '{name} has been probed for {ageMs:age} before its return.',
  'phase-ramp':
    '{name} is returning: step {step}, {stepRatio:part} of its normal share, for {ageMs:age}{counts}.',
  'ramp-counts': '; {failures} of the {tries} tries of this step failed',
  'phase-unknown': '{name} cannot be judged for lack of fresh telemetry, so nothing moves.',
  'region-load': '{name} gets {loadRps:rate} now{room}{failing}.',
  'load-room-unknown': '; what it can serve is not stated',
  'load-room': ' of the {roomRps:rate} it has room for',
  'load-room-shown': ' of the {roomRps:rate} it has shown that it can serve',
  'load-room-overruled':
    ' of the {roomRps:rate} it has shown that it can serve ({statedRps:rate} stated)',
  'load-failing': ', {failingRatio:part} of them failing',
  'receiver-free': 'Receiver {region}: {phase}, {loadRps:rate} now, {freeRps:rate} free.',
  'receiver-room-unknown':
    'Receiver {region}: {phase}, {loadRps:rate} now, its room is not stated.',
  'phase-name-healthy': 'healthy',
  'phase-name-spill': 'spill',
  'phase-name-evacuated': 'evacuated',
  'phase-name-probing': 'probing',
  'phase-name-ramp': 'ramp',
  'phase-name-unknown': 'unknown',
  'lever-keeps-out': 'Lever {lever} keeps {name} out; `ballast undo` ends it.',
  'person-keeps-out':
    '{by} keeps it out (“{reason}”); the lever ends {end}, or with `ballast restore`. Then it returns in gated steps.',
  'persons-word': 'A person’s word: `ballast approve {id} --reason …` (or `ballast reject`).',

  'would-leave':
    'It would be evacuated when two kinds of evidence (own probes, requests, Kong’s health) call it lost, or when its requests fail beyond normal over {tries} tries at {targets} or more targets while no receiver looks as bad.',
  'leave-by-hand': 'By hand: `ballast evacuate {region} --service {service} --reason …`.',
  'spill-would-end':
    'It ends when its demand has been below {offRatio:part} of its capacity for {offMs:age}.',
  'hold-ends': 'The hold ends {end}; a relapse doubles it the next time.',
  'hold-is-over': 'The hold is over.',
  'not-clean-yet':
    'Something speaks against it now, so the clean time has not begun; {neededMs:age} in a row are needed, with {wellRatio:part} of its targets well.',
  'clean-so-far':
    'Nothing has spoken against it for {cleanMs:age}; {neededMs:age} in a row are needed, with {wellRatio:part} of its targets well.',
  'returns-after-probes': 'It returns when its probes stay good.',
  'needs-news':
    'News of it: Kong’s log, Ballast’s own probes or Kong’s health; `ballast status` says which is silent.',
  'failures-send-back': 'Failures beyond what is borne send it back to a hold twice as long.',
  'back-at':
    'It is back {when} at the earliest, after {needed} clean requests in this step{missing}.',
  'next-step-at':
    'The next step ({stepRatio:part}) comes {when} at the earliest, after {needed} clean requests in this step{missing}.',
  'requests-reached': ' (reached)',
  'requests-to-go': ' ({count} to go)',

  'target-now':
    '{name} ({region}) {rotation}: {triesRps:rate}, {failingRatio:part} failing{latency}; own probe {probe}, Kong says {kong}.',
  'latency-on-average': ', {meanMs:ms} on average',
  'target-drained': 'is drained by a person',
  'rotation-in': 'is in rotation',
  'rotation-out': 'is ejected',
  'rotation-trial': 'is on trial at a reduced weight',
  'kong-up': 'up',
  'kong-down': 'down',
  'kong-unknown': 'unknown',
  'target-weight': '{name}: weight {weight} is wanted at {gateway}; {seen}.',
  'seen-by-none': 'no node has told its own yet',
  'seen-by-its-node': 'its node uses it',
  'seen-by-all': 'all {nodes} nodes use it',
  'seen-by-some': '{others} of {nodes} nodes use {weight} yet',
  'target-is-slow':
    '{name} is slower than its pool, so it keeps {trimRatio:part} of its weight; it gets it back bit by bit once its latency is usual again.',
  'drain-ends': 'The lever {lever} ends, or with `ballast undo`; it returns on trial.',
  'drain-ends-at':
    'The lever {lever} ({by}: “{reason}”) ends {end}, or with `ballast undo`; it returns on trial.',
  'would-be-ejected':
    'It would be ejected when it fails clearly more than the rest of its pool, or refuses {tries} tries in a row, while the others can carry its load and at most {outRatio:part} of its pool is out.',
  'drain-by-hand': 'By hand: `ballast drain {target} --service {service} --reason …`.',
  'trial-comes':
    'It gets a trial at a small weight {when}, once its own probe is good {count} times in a row (it is {probe}).',
  'trial-needs':
    'Each step of the trial needs {min} to {max} good tries and {dwellMs:age}; failures eject it again, for twice as long.',

  'event-told': 'Event {id}, {ageMs:age} ago: {sentence}',
  'event-numbers': 'The numbers: {clauses:semicolon}.',
  'nothing-followed': 'Nothing followed at this place.',
  'event-followed': '{afterMs:age} later: {sentence}',
  'as-it-is-now': 'Now:',
  'no-such-event': 'The journal has no event {id}.',
  'no-such-event-fix': '`ballast journal tail` shows the numbers; old events are forgotten.',
  'nothing-known': 'Nothing is known of {subject}.',
  'name-something':
    'Name a service ({services:comma}), a region, a target as host:port, the number of an event, or a kind of event.',
  'meant-something':
    'Did you mean {meant}? Name a service ({services:comma}), a region, a target as host:port, the number of an event, or a kind of event.',
} as const;
