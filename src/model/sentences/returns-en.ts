/** What the law says of the way back of a region, of budgets and of signals, in English. */

export const returnsEn = {
  'return-waits': '{region} may return, but waits: {why}.',
  'step-waits': '{region} waits at {shareRatio}: {why}.',
  'few-answer-probes': "{good} of {targets} targets answer Ballast's probes",
  'must-look-well': 'it must look well for {neededMs}',
  'returned-often': 'it returned {count} times within the hour (G5)',
  'returns-blocked': 'returns are blocked {window}',
  'budget-is-low': 'little of the error budget is left, and requests are failing just now',
  'region-returns': '{region} returns at {shareRatio} of its share: {proof}.',
  'looked-well': 'it looked well long enough',
  'step-before': '{failures} of {tries} tries failed in the step before',
  'after-trickle': '{failures} of {tries} tries failed in the {heldMs} before',
  'goes-on-as-trickle':
    '{region} goes on with {shareRatio} of its share only: {why}; the next step is taken when that has been clean for {holdMs}.',
  'sent-away-again':
    '{region} is sent away again at {shareRatio} of its share: {why}; held for {holdMs:span}.',
  'region-is-back':
    '{region} is back: {failures} of {tries} tries failed at its full share, {lastedMs} after it was sent away.',

  'lost-again': 'it is lost again (probes {probes}, requests {requests}, Kong {kong})',
  'testimony-lost': 'lost',
  'testimony-fine': 'fine',
  'testimony-unknown': 'unknown',
  'alarm-went-off': 'its alarm went off (score {score} of {threshold})',
  'step-lasts': 'each step lasts {dwellMs} at least',
  'clean-tries': 'it has served {served} clean tries of {needed}',
  'too-many-failures':
    '{failures} of {tries} tries failed ({failedRatio}, at most {gateRatio} is borne)',
  'latency-is-high': 'its mean latency is {meanMs:ms}, usually {usualMs:ms}',
  'no-room-for-step': 'it has room for {roomRps} rps and would get {neededRps} rps',

  'budget-low':
    '{leftRatio} of the error budget of {service} is left: steps of a return last {times} times as long from now on.',
  'signal-stale':
    'No news of {signal} for {ageMs}: nothing moves on what it would say until it is back.',
  'signal-fresh': 'News of {signal} again after {ageMs}.',
  'signal-logs': 'request logs',
  'signal-probes': 'own probes',
  'signal-kong': "Kong's health at {gateway}",

  // To follow “it waits for”.
  'waits-not-clean': 'enough of its targets to answer Ballast’s probes again',
  'waits-clean-too-short': 'a longer time without anything against it',
  'waits-budget': 'the hourly limit of returns (G5)',
  'waits-approval': 'a person’s approval',
  'waits-rejected': 'a person who has not rejected it',
  'waits-blocked-window': 'the end of a blocked window',
  'waits-error-budget': 'failures to stop while little of the error budget is left',
  'waits-hook': 'its hook to succeed',
  'waits-slow': 'its latency to come back to what is usual',
  'waits-room': 'room for its next step',
  'waits-observed': 'the rule failback to act: `ballast enable --rule failback`',
  'waits-lever': 'the end of what {by} said ({reason})',

  // To follow “refused:”.
  'stays-approval': 'it waits for a person’s approval.',
  'stays-rejected': 'a person rejected it.',
  'stays-hook': 'its hook has not succeeded yet.',
  'stays-lone-witness': 'a single kind of witness moves nothing.',
  'stays-undone-before': 'its last move did not help.',
  'stays-nowhere': 'no other region is known to be able to serve.',
  'stays-common-cause': 'the other regions looked unwell a moment ago as well.',
  'stays-capacity': 'the other regions have no room for it.',
  'stays-last-region': 'no other region may serve its requests.',
  'stays-region-limit': 'as many regions are out as may be.',
  'stays-receiver-no-better': 'the other region fails as well.',
  'stays-receiver-no-faster': 'the other region is no faster.',
  'stays-maybe-shared': 'a shared dependency cannot be ruled out.',
  'stays-observed': 'the rule evacuation only observes: `ballast enable --rule evacuation`.',
} as const;
