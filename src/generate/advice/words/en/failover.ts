export const FAILOVER = {
  heading: 'Failover and failback',
  modeHead: ['Service', 'How', 'When it does not fit', 'Who decides', 'Return'],
  short: { shed: 'refused on purpose (503 with Retry-After)', overflow: 'sent on anyway' },
  approval: { auto: 'Ballast', manual: 'a person' },
  readers: (text: { regions: string }) =>
    `; ${text.regions} only reads: without the regions that write, writes are refused at once, and reads go on`,
  hooks: ', after `before` has succeeded',
  returnAuto: (text: { hold: string; total: string }) =>
    `after ${text.hold} in good health; complete after ${text.total} at the earliest`,
  returnManual: (text: { hold: string }) => `after ${text.hold} in good health and a person’s word`,
  stays: 'none: traffic does not leave its region',
  story: (text: { service: string }) => `Time line: ${text.service}`,
  storySame: 'The service that takes longest to return.',
  fault: '**A region stops answering.**',
  kongOut: (text: { after: string }) =>
    `at most +${text.after}: Kong has marked its targets; traffic goes to the next region.`,
  evacuated:
    'a few seconds later: two kinds of evidence agree (own probes, requests, Kong’s health); Ballast makes it durable, so that Kong’s own re-admission cannot flood a region that just came back.',
  approvalNeeded:
    'Ballast waits for a person before it moves (`failover.approval: manual`); Kong’s own checks do not wait.',
  healed: '**The region answers again.**',
  hold: (text: { hold: string; max: string }) =>
    `+${text.hold}: it must look well all that time. Doubles with each relapse, up to ${text.max}.`,
  steps: (text: { dwell: string; requests: string }) =>
    `then the steps below, each at least ${text.dwell} and ${text.requests} good requests.`,
  returned: (text: { total: string }) => `at the earliest +${text.total}: all traffic is back.`,
  relapse: 'Errors in a step send it back to the hold at once.',
  manualReturn: 'The return waits for a person (`failback.approval: manual`).',
  blocked: 'No return begins in the times of `failback.blocked`.',
  stepsHead: ['Share of its traffic', 'Reached after', 'Lasts at least'],
  stepsIntro: (text: { rps: string }) => `The way back at ${text.rps}, counted from the repair:`,
  why: (text: { atOnce: string; inSteps: string }) =>
    `Why so slowly: a region that returned cold and got everything at once cost ${text.atOnce} requests in the simulator, in these steps ${text.inSteps}.`,
  chartOut:
    'Until a lost region is out: worst case of Kong’s active checks, and the mean of Ballast’s tests',
  chartBack: (text: { service: string }) =>
    `The way back of ${text.service}: share of the region’s normal traffic, minutes after the repair`,
  axisSeconds: 'seconds after the fault',
  axisMinutes: 'minutes after the repair',
  holdLabel: 'hold',
};

export type FailoverWords = typeof FAILOVER;
