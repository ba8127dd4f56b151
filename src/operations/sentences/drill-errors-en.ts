/** Why a drill is not held, in English. */

export const drillErrorsEn = {
  'drill-does-not-begin': 'The drill does not begin: {found:semicolon}.',
  'fix-drill-does-not-begin': '{fixes:semicolon}',
  'drill-in-the-way': '{id} of {by} runs already.',
  'fix-drill-in-the-way': 'Wait for its end, or end it with `ballast drill abort --reason …`.',
  'drill-by-call':
    'A drill by {kind} is not taken from outside: it would run or call something here.',
  'fix-drill-by-call':
    'Put the file into the folder of `ballast run --drills` and start it by its name, or use health-mark, weight-out or request-termination.',
  'drill-too-lax': 'The text allows more than usual: {keys:comma}.',
  'lax-most': '{key} {found} (at most {limit})',
  'lax-least': '{key} {found} (at least {limit})',
  'fix-drill-too-lax': 'Leave these out, or ask an admin to start it.',
  'drill-file-broken':
    '{file} has {count} {count|error|errors}; the first is in line {line}: {problem}.',
  'fix-drill-file-broken': 'There: {fix}.',
  'drill-chosen-in-vain':
    '{name} hits what its own {kind} hits, whatever region or service is chosen.',
  'fix-drill-chosen-in-vain': 'Leave the choice out, or write a file for that region.',
  'drill-duration': 'A drill of {durationMs} is too short or too long.',
  'fix-drill-duration': 'Choose {minMs} to {maxMs}.',
  'no-such-drill': 'There is no drill named {name}.',
  'fix-drill-list': 'See which there are: `ballast drill list`.',
  'drill-folder-unreadable': 'The folder of drills cannot be read: {why}.',
  'fix-drill-folder': 'Look at the folder that `ballast run --drills` names.',
  'driller-stops': 'This Ballast is stopping: it begins no drill.',
  'fix-driller-stops': 'Ask again when it is back.',
  'drill-unreported': '{id} is over, but there is no report of it.',
  'fix-drill-unreported': 'Look at the log of the `ballast run` that held it.',
} as const;
