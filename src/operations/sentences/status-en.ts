/** What `ballast status` finds, in English. */

export const statusEn = {
  'no-controller':
    'no controller is running: the last tick was {ageMs:age} ago (weights stay as they are)',
  'signal-silent': '{signal} has been silent for {ageMs:age}: nothing moves on it',
  'gateway-fails': '{gateway}: {failure}',
  'written-by-others': '{upstream} at {gateway} was written by somebody else; see ballast enable',
  'target-ejected-now': '{service}: {target} is ejected',
  'target-drained-now': '{service}: {target} is drained (lever {lever})',
  'target-on-trial': '{service}: {target} is on trial after an ejection',
  'refuses-on-purpose':
    '{service}: {shedRatio:part} of its requests are refused on purpose, for lack of room',
  'budget-spent': '{service}: its error budget is spent',
  'budget-overdrawn': '{service}: its error budget is spent, overdrawn by {overRatio:part}',
  'budget-burns':
    '{service}: it spends its error budget {times} times too fast ({leftRatio:part} left)',
  'should-be-evacuated': '{service}: {region} should be evacuated but is not: {why}',
  'region-spills': '{service}: {region} spills over to other regions, for {ageMs:age}',
  'region-is-out': '{service}: {region} has been evacuated for {ageMs:age}',
  'region-is-out-by-lever':
    '{service}: {region} has been evacuated for {ageMs:age} (lever {lever})',
  'region-is-probed': '{service}: {region} is probed before it returns, for {ageMs:age}',
  'region-is-returning': '{service}: {region} is returning, at {stepRatio:part} of its share',
  'region-is-unknown': '{service}: {region} cannot be judged: no fresh telemetry',
} as const;
