/** Runbooks about services, regions and targets. */

import type { RunbookCatalogue } from './contract.ts';

export const SERVICES = {
  'region-down': {
    title: 'A region is out',
    means:
      'The targets of a region do not serve, and its traffic goes elsewhere. Users should be well again. What is gone is the reserve: the next failure has nowhere to go.',
    look: [
      '{status}: which services, since when, and is what is left enough?',
      '{explain} says which witnesses agreed: probes, requests, Kong’s own checks.',
      'What Kong sees, node by node: {health}',
      'Ask the targets yourself: {probe}',
    ],
    decide: [
      'All services of the region are out: it is the region (network, power, cluster). Call whoever runs it.',
      'One service is out: it is that service there. Look at its last deploy and its dependencies.',
      'Kong says it and Ballast does not: look whether Ballast runs and leads ({status}).',
      'Requests are refused as well: go on with the page on refusing (shedding.md).',
    ],
    act: [
      'Repair the region. The traffic is elsewhere already; nothing has to be moved by hand.',
      'Freeze deploys in the regions that are left.',
      'Do not force the return: Ballast brings the region back in steps when it has been well for its hold.',
    ],
    undo: [
      'The return goes by itself. With `failback.approval: manual` it waits for {approveReturn}.',
      'To keep the region out longer: {rejectReturn}, or leave its targets failing their health path.',
    ],
    wake: 'Wake the owner of the region’s platform at once when all services are out; the team of the service when it is one. Wake a second person when only one region is left.',
  },
  'evacuation-refused': {
    title: 'A region should be left and must not be',
    means:
      'The region looks broken, and something keeps Ballast from leaving it: an approval that is missing, no room elsewhere, or regions that look no better. Users are being hurt now.',
    look: [
      '{explain} names the reason and the numbers.',
      '{status}: what waits for an answer, and how full are the others?',
      'Ask the targets of every region: {probe}',
    ],
    decide: [
      'An approval is missing: may the other region serve now? Mostly a question of data (is the database promoted?).',
      'No room elsewhere: is a part refused better than all of it broken?',
      'All regions look equally bad: it is a shared cause. Moving does not help; look for the last thing that changed everywhere.',
    ],
    act: [
      'Yes, move: {approve}',
      'No, stay: {reject}',
      'A shared cause: roll back the last change, or mend the dependency.',
    ],
    undo: [
      'A move that was approved is undone by the return in steps once the region is well.',
      '{disable} stops all writing at once; the weights stay as they are.',
    ],
    wake: 'Wake who may decide on the data of this service, now. Ten minutes of waiting for an answer are ten minutes of outage.',
  },
  'failover-happened': {
    title: 'A failover happened',
    means:
      'Traffic of a service left a region within the last quarter of an hour. It is here to be seen beside other alerts; alone it asks for nothing.',
    look: [
      '{explain} shows when, why, and what has been decided since.',
      '{status}: is the region out, returning, or back?',
    ],
    decide: [
      'It was right: read the page on the region (region-down.md).',
      'It was without need: the evidence in {explain} shows which witness was wrong.',
    ],
    act: [
      'Nothing, when users are well.',
      'Without need: note the time and the evidence; the journal can be replayed against other settings ({replay}).',
    ],
    undo: ['The return goes by itself, in steps.'],
    wake: 'Nobody.',
  },
  'failback-aborted': {
    title: 'A return was broken off',
    means:
      'The region failed again while its share was growing, so that it was left again. The wait before the next try is twice as long as the last.',
    look: ['{explain}: at which step, with what errors?', 'Is it well without traffic? {probe}'],
    decide: [
      'It failed at a small share: it is not repaired.',
      'It failed at a large one: it is cold, too small, or something behind it is (caches, connection pools, autoscaling).',
    ],
    act: [
      'Repair it, or give it more capacity, before the next try.',
      'Say in the strategy that it needs smaller steps (`failback.steps`) or longer ones (`failback.minDwell`).',
      'Stop the tries meanwhile: {rejectReturn}',
    ],
    undo: [
      'After the repair the next try begins by itself, or with {approveReturn} where it waits for a person.',
    ],
    wake: 'Nobody at night: users are served elsewhere. Wake the owner of the region when it is the last reserve.',
  },
  'target-ejected': {
    title: 'A target is out of the rotation',
    means:
      'A target fails, or answers far worse than the others of its pool, so that it gets no traffic. Or it should be out, and too many are out already.',
    look: [
      '{explain} with its address: its numbers against those of the pool.',
      'Ask it yourself: {probe}',
      'What Kong sees: {health}',
    ],
    decide: [
      'One target: it is that machine, process or deploy.',
      'Several of one service: it is what they share. An ejection that is refused says the same.',
      'It was just deployed: roll it back.',
    ],
    act: [
      'Restart or replace it. It returns by itself, after its time and with a small share first.',
      'Gone for good: take it out of the strategy, then {generate} and {apply}.',
    ],
    undo: ['Nothing to undo: a target that answers well returns.'],
    wake: 'Nobody for one target. Wake the team of the service when the ejection is refused and errors go on.',
  },
  'standby-not-ready': {
    title: 'The standby could not take over',
    means:
      'The region that should take over is out, lacks targets, or has no room for the present demand. Nothing is wrong for users; the next failover would be.',
    look: [
      '{status}: what is missing in the standby?',
      'Ask its targets: {probe}',
      'Capacity against load: {advise}',
    ],
    decide: [
      'Targets are missing: start them.',
      'No room: more targets, or a decision to refuse a part in the worst case.',
    ],
    act: [
      'Bring the targets up and watch {status}.',
      'More hosts: into the strategy, then {generate} and {apply}.',
    ],
    undo: ['Nothing was moved.'],
    wake: 'Nobody at night, unless the primary shows errors as well: then the team of the service.',
  },
  'capacity-lost': {
    title: 'One region less would be too little',
    means:
      'What the other regions can serve is less than the largest demand of the last day. If this region fails at the peak, requests will be refused or slow.',
    look: ['{advise}: the capacity table.', '{status}: demand and room now, and who is out.'],
    decide: [
      'Targets are out: bring them back first.',
      'Demand has grown: more targets, or less to serve.',
      'The stated capacity is old: measure it.',
    ],
    act: [
      'Add hosts to the strategy, then {generate} and {apply}.',
      'Try a higher figure first in the simulator: {simulate}',
    ],
    undo: ['Take the hosts out again the same way.'],
    wake: 'Nobody at night. Put it on the plan of this week.',
  },
  shedding: {
    title: 'Requests are refused on purpose',
    means:
      'More comes in than fits anywhere, so that a part gets 503 with Retry-After at once, to keep the rest fast.',
    look: [
      '{status}: how much, for which service, and which regions are out?',
      '{explain}: demand against room.',
      'Where does the load come from? Kong’s log, by consumer and route.',
    ],
    decide: [
      'A region is out: this is the price of it. Bring it back.',
      'Load has jumped: a campaign, a loop of retries, an attack?',
      'The stated capacity is too low: targets are not busy although requests are refused.',
    ],
    act: [
      'More targets, the fastest way there is.',
      'A rate limit on who causes it (`protect.rateLimit`), then {generate} and {applyBase}.',
      'Callers that retry without pause: stop them.',
    ],
    undo: [
      'Refusing ends by itself when it fits again.',
      'Take the rate limit out again the same way.',
    ],
    wake: 'Wake the team of the service now; users see errors. Wake the owner of the region that is out.',
  },
  latency: {
    title: 'The latency objective is missed',
    means: 'More requests are slower than the objective allows, over an hour and still now.',
    look: [
      '{explain} with the service: which targets are slow against their pool?',
      '{status}: is a region out, or full?',
      'Are Kong’s nodes busy? {nodes}',
    ],
    decide: [
      'A few targets: Ballast lowers their weights already; look at those machines.',
      'All targets: load, a dependency, a deploy.',
      'Kong itself: compare its own latency with that of the targets.',
    ],
    act: ['Roll back what was deployed last.', 'More targets where all are busy.'],
    undo: ['Weights return by themselves when the targets are as fast as the others.'],
    wake: 'Nobody at night, unless errors come with it.',
  },
  'budget-burn': {
    title: 'The error budget is burning',
    means:
      'Requests fail at a rate that will spend the budget of the window before it is over; the name of the alert says how many times too fast.',
    look: [
      '{status}: is a region or a target out, is something refused?',
      '{explain} with the service: which targets fail, with what?',
      'Does Kong itself answer 5xx? {health}',
    ],
    decide: [
      'Only this service: its last deploy, its data store.',
      'Several services: what they share, or Kong.',
      'One region: Ballast should have moved; see whether it runs, leads and acts.',
      'A few errors at little traffic: look whether it is one caller.',
    ],
    act: [
      'Roll back what was deployed last.',
      'Ballast only watches: {enable}',
      'A move waits for an answer: {approve}',
    ],
    undo: ['{disable} stops all writing; the weights stay as they are.'],
    wake: 'At 14 and 6 times too fast: the team of the service, now. At 3 and 1: in the morning.',
  },
  'budget-spent': {
    title: 'The error budget is spent',
    means:
      'The objective of the window is missed. Ballast is careful now: returns wait longer, and none begins while requests fail.',
    look: [
      '{status}: how far below, and since when?',
      '{explain}: what spent it?',
      'What it was expected to be: {advise}',
    ],
    decide: [
      'One large event: learn from it.',
      'Many small ones: the table “what would have to improve first” of the report.',
    ],
    act: [
      'No risky change until the budget is back: deploys in small steps, drills postponed.',
      'Repair what spent it.',
    ],
    undo: ['The window moves on by itself.'],
    wake: 'Nobody. Tell the owner of the objective in the morning.',
  },
} as const satisfies Partial<RunbookCatalogue['pages']>;
