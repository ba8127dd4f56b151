/** What the preview of a lever says, in English. */

export const previewsEn = {
  'cannot-leave-isolated':
    '{service} cannot leave {region}: its strategy says `isolate`: its requests may not leave their region.',
  'cannot-leave-alone': '{service} cannot leave {region}: it has targets nowhere else.',
  'left-without-region':
    '{service} would be left without a region: {regions} {regions|is|are} out already. Restore one first.',
  'last-target':
    '{target} is the last target of {service} in {region} that is not drained. To take all of it: ballast evacuate {region} --service {service}.',
  'nobody-for-share': 'No target of {service} in {region} would be left to serve its share.',
  'receiver-out': '{region} would be given requests of {service}, but is {phase} itself.',
  'receiver-unknown':
    '{region} would be given requests of {service}, but nothing is known of it just now.',
  'receiver-unhealthy':
    '{region} would be given requests of {service}, but {dead} of its {targets} targets cannot serve.',
  'receiver-full':
    '{region} has room for {room} requests/s of {service} and would be given {load}. Move a part of it with `ballast pin`, or add capacity.',
  'would-shed':
    '{part} % of the requests of {service} would fit nowhere and be refused. Move a part of it with `ballast pin`, or add capacity.',
  'could-wait':
    '{left} % of the error budget of {service} is left, and what would be left behind is well: this could wait.',
  'drill-goes-first':
    'A drill by {by} runs ({reason}). End it with `ballast drill abort`, or wait for it.',
  'nobody-runs':
    'No controller is running: it takes effect when one does, and the shares below rest on what was known last.',
  'only-watches': 'Ballast only watches (mode observe): nothing is written until `ballast enable`.',
  'other-strategy': 'The controller runs the strategy {running}, this one is {own}.',
  'not-heard-of': 'Not heard of lately: {signals:comma}.',
  'stays-there': '{services:comma} cannot leave {region} and {services|stays|stay} there.',
  'demand-not-known':
    'The demand of {services:comma} is not known, so whether it fits cannot be said.',
  'nothing-would-change': 'No weight would change now.',
  'freeze-stops-all':
    'While it lasts Ballast moves nothing: not off a target that fails, not off a region that is lost.',
  'moved-in-steps': 'It is moved in steps over {overMs:span}; shown is the end of it.',
  'freeze-goes-first': '{by} has frozen weights ({id}): that goes first.',
  'move-waits': '{move} of {region} waits for a person.',

  'baseline-blind':
    'Nothing is known of who is well: the baseline may send traffic to what is broken.',
  'baseline-old': 'What is known is {minutes} min old: look at Kong too.',
  'baseline-against': 'It goes against what {by} said ({lever}: {reason}); that lever stays set.',
  'baseline-floods': '{region} is {phase} for {service}, and gets {shareRatio} at once.',
  'baseline-floods-early':
    '{region} is {phase} for {service}, waiting for {waits}, and gets {shareRatio} at once.',
  'baseline-ejected':
    '{targets:comma} {targets|is|are} out for {service} and {targets|gets its|get their} whole weight again.',
  'baseline-too-much': '{region} would get {load} rps of {service} and can serve {room}.',
  'baseline-no-state':
    'No state file is named, so a running Ballast is not told and may write its own weights again.',
  'baseline-not-heard':
    'A controller holds the lease and has not said within {waitMs} that it keeps off: look whether it hangs, and at the weights again in a minute.',

  'by-strategy': 'the strategy',
  'taken-demand': 'The demand of now: {total} requests/s over {known} of {all} services.',
  'taken-capacity': 'The stated capacity of {stated} of {all} targets.',
  'taken-down': '{down} targets are down now and stay so to the end.',
  'taken-lever': 'The lever of {by} is in force: {lever}.',
  'taken-hold': '{region} is out and kept out until its hold is over.',
  'taken-weights': 'Without Ballast, Kong keeps the weights that it has now.',
  'assumed-times':
    'Times of answers, queues and errors are those of the scenario, not measured ones.',
  'assumed-memory':
    'What the controller has learnt (strikes, relapses, limits) is learnt anew in the warm-up.',
  'assumed-acts': 'Ballast acts, whatever the mode is now.',
  'assumed-demand': 'The demand of {services:comma} is not known: the scenario’s is used.',
  'assumed-capacity':
    '{unstated} targets without a stated capacity are as large as the scenario says.',
} as const;
