/** What the controller says of itself and of its writes, in English. */

export const controllerEn = {
  'weights-written': '{count} {count|weight|weights} of {upstream} written at {gateway}.',
  'would-write-observing':
    'Would write {count} {count|weight|weights} of {upstream} at {gateway}, but Ballast only observes (`ballast enable` lets it act). {reason}',
  'would-write-foreign':
    'Would write {count} {count|weight|weights} of {upstream} at {gateway}, but somebody else wrote its weights (`ballast enable` takes them over). {reason}',
  'weights-not-read':
    'The weights of {upstream} at {gateway} cannot be read: {failure}. It is tried again every tick.',
  'write-failed':
    '{done} of {wanted} weights of {upstream} written at {gateway}, then: {failure}. It is tried again every tick.',
  'foreign-at-start':
    '{count} weights of {upstream} at {gateway} differ from the baseline at the first start, such as {target}: {found} instead of {expected}. Ballast leaves them alone until `ballast enable`.',
  'foreign-write':
    '{count} weights of {upstream} at {gateway} were written by somebody else, such as {target}: {found} instead of {expected}. Ballast leaves them alone until `ballast enable`.',
  'no-weight': 'none',
  'targets-missing':
    '{missing:comma} of {upstream} {missing|is|are} in the strategy but not in Kong at {gateway}: {missing|its weight|their weights} cannot be written. Apply the generated configuration.',
  'mode-act': 'Mode is act now, by {by}: weights are written.',
  'mode-observe': 'Mode is observe now, by {by}: nothing is written, only told what would be.',
  'by-strategy': 'the strategy',
  leading: 'This controller leads now: it goes on from the state in the store.',
  'not-leading': 'Another controller leads: this one watches and writes nothing.',
  'lease-lost': 'The lease went to another controller: this one writes nothing any more.',
  'controller-resumed': 'Controller of {strategy} started, resuming from its store.',
  'controller-began': 'Controller of {strategy} started, with an empty store.',
  'controller-stopped': 'Controller of {strategy} stopped; the weights stay as they are.',
} as const;
