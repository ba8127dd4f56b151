/** English. */

import { preChecksEn } from '../../model/words/pre-checks-en.ts';
import { drillWords } from '../../operations/drills-speech.ts';
import type { ReportMessages } from './words.ts';

export const MESSAGES_EN: ReportMessages = {
  title: (title) => `Drill report: ${title}`,
  verdict: {
    SUCCEEDED: 'SUCCEEDED: everything that was expected came true',
    FAILED: 'FAILED: not everything that was expected came true',
    INTERRUPTED: 'INTERRUPTED: ended before its time, which says nothing of the system',
    INCONCLUSIVE: 'INCONCLUSIVE: too little was seen to judge',
  },
  reason: ({ code, values, said }, { number, percent, duration }) => {
    const text = (key: string) =>
      drillWords(said?.[key], { language: 'en', text: String(values[key] ?? '') });
    const value = (key: string) => Number(values[key] ?? 0);
    const limited = (what: string) => {
      const isRatio = what === 'failed';
      const show = (key: string) => {
        if (values[key] === 'never') return 'never';
        if (what === 'p99') return `${number(value(key), 1)} ms`;
        return isRatio ? percent(value(key)) : duration(value(key));
      };
      return `${MESSAGES_EN.what[what as 'failed']}: ${show('found')}, expected at most ${show('limit')}.`;
    };
    switch (code) {
      case 'expectations-met':
        return `All ${number(value('count'))} expectations were met.`;
      case 'expectation-missed':
        return limited(text('what'));
      case 'abort-failed-ratio':
        return `Aborted: ${percent(value('found'))} of the requests failed for ${duration(value('forMs'))}, the limit is ${percent(value('limit'))}.`;
      case 'abort-latency':
        return `Aborted: p99 was ${number(value('found'))} ms for ${duration(value('forMs'))}, the limit is ${number(value('limit'))} ms.`;
      case 'abort-other-region':
        return `Aborted: ${text('region')}, which was not drilled, is ${text('phase')} for ${text('service')}.`;
      case 'abort-budget':
        return `Aborted: ${percent(value('found'))} of the error budget of ${text('service')} is left, the limit is ${percent(value('limit'))}.`;
      case 'abort-stale':
        return `Aborted: no fresh news of ${text('signal')} for ${duration(value('limitMs'))}.`;
      case 'abort-admin':
        return `Aborted: an Admin API of Kong did not answer for ${duration(value('limitMs'))}.`;
      case 'abort-person':
        return `Aborted by ${text('by')}: ${text('why')}`;
      case 'abort-lever':
        return `Aborted: ${text('lever')} by ${text('by')} came in between; people come first.`;
      case 'abort-signal':
        return 'Aborted at the terminal.';
      case 'driller-died':
        return 'The process that ran the drill died or fell silent; another one ended it.';
      case 'gave-way':
        return `Ended by the law, since something real came before it: ${text('why')}`;
      case 'fault-not-injected':
        return `The fault could not be injected: ${text('why')}`;
      case 'fault-not-held':
        return `The fault did not hold: ${percent(value('found'))} of the tries still reached what was drilled, ${percent(value('before'))} before it.`;
      case 'steady-not-reached':
        return `The steady state was not there before the fault (${text('requests')} requests of at least ${text('needed')}), so it was not injected.`;
      case 'too-few-requests':
        return `Only ${number(value('found'))} requests came while the fault lasted; ${number(value('needed'))} are needed to judge.`;
      case 'unrestored':
        return 'THE FAULT COULD NOT BE TAKEN BACK. See below what to type.';
      case 'shares-not-back':
        return 'The shares of before did not return in time.';
      default:
        return code satisfies never;
    }
  },
  what: {
    failed: 'Failed requests while the fault lasted',
    'clean-after': 'Time to the first second after which none was bad',
    'decided-after': 'Time to Ballast’s decision',
    p99: 'p99 while the fault lasted',
    'restored-after': 'Time from the end of the fault to the shares of before',
  },
  preCheck: preChecksEn,
  headings: {
    verdict: 'Verdict',
    what: 'What was drilled',
    preChecks: 'Checks before it',
    steady: 'Steady state',
    timeline: 'Time line',
    nodes: 'By node',
    impact: 'Impact',
    survivors: 'What the others carried',
    expectations: 'Expected and found',
    restore: 'Restore',
    comparison: 'Compared with the drill before',
    events: 'What the journal says',
    evidence: 'Evidence',
    chart: 'Second by second',
  },
  labels: {
    id: 'Drill',
    hypothesis: 'Hypothesis',
    strategy: 'Strategy',
    by: 'Initiator',
    scope: 'Scope',
    traffic: 'Share of all requests',
    fault: 'Fault',
    duration: 'Duration',
    began: 'Began',
    check: 'Check',
    found: 'Found',
    moment: 'Moment',
    clock: 'Time (UTC)',
    afterFault: 'After the fault',
    node: 'Node',
    detected: 'Noticed after',
    applied: 'Weights lower after',
    recovered: 'As before, after the end',
    service: 'Service',
    requests: 'Requests',
    failed: 'Lost',
    shed: 'Of these refused on purpose',
    badSeconds: 'Bad seconds',
    budget: 'Error budget spent',
    region: 'Region',
    peak: 'Peak (rps)',
    capacity: 'Capacity (rps)',
    load: 'Load',
    expectation: 'Expectation',
    limit: 'At most',
    result: 'Result',
    amplification: 'Tries per request, before and during',
    leak: 'Part of the tries that still reached what was drilled',
    flaps: 'Flaps (left twice, or a return that failed)',
    falseEjections: 'Ejected without being drilled',
    score: 'Score',
    before: 'Before',
    now: 'Now',
    lost: 'Requests lost',
    decidedAfter: 'Decided after',
    cleanAfter: 'Clean after',
    never: 'not seen',
    unknown: 'not known',
    none: 'none',
    passed: 'met',
    missed: 'missed',
    previous: 'Drill before',
    event: 'Event',
    kongChecks: 'Kong’s own checks',
    theMark: 'the mark itself: Kong was told',
    notNeeded: 'not needed: Ballast moved nothing',
    outage: 'As long a full outage',
    latency: 'p99 before and during',
    restoredAfter: 'As before, after the end',
  },
  times: [
    'T0 fault injected',
    'T1 first failed try or request',
    'T2 noticed',
    'T3 Ballast decided',
    'T4 in use on the last node',
    'T5 no bad second from here on',
    'end of the fault',
    'T6 return began',
    'T7 shares as before',
  ],
  fault: {
    'health-mark': 'marked unhealthy at Kong, again and again',
    'weight-out': 'taken out by weight, through the control law',
    'request-termination': 'answered by Kong itself',
    command: 'a command of your own',
    webhook: 'a webhook of your own',
    toxiproxy: 'a toxic of Toxiproxy',
  },
  steadyLine: ({ requests, failedRatio, p99Ms, passed }, { number, percent }) =>
    `${number(requests)} requests, ${percent(failedRatio)} failed, p99 ${
      p99Ms === null ? 'not known' : `${number(p99Ms, 1)} ms`
    }: ${passed ? 'steady' : 'not steady'}.`,
  unrestored: '**NOT RESTORED.** Type this, then look at every node:',
  restored: (by, attempts, { number }) =>
    `Taken back by ${by} in ${number(attempts)} ${attempts === 1 ? 'attempt' : 'attempts'}, and read back:`,
  restoredByOther: 'It was ended by the warden in the controller’s process, not by the driller.',
  resolution:
    'Times of T1 to T7 are those of the controller’s ticks: to the second. “Noticed” is Kong’s own checks or Ballast’s first event, whichever was first.',
  fewRequests: (rps, { number }) =>
    `There were only ${number(rps)} requests per second: below 100, one lost request makes a second bad.`,
  toStay: (ratio, { percent }) => `${percent(ratio)} of its share was to stay`,
  nodesNote:
    '“–” where a node showed nothing of it: it noticed nothing itself, or nothing was lowered there.',
  writesNote: (services) =>
    `Writes of ${services} were refused while the fault lasted, by design: no other region takes them.`,
  otherDrill:
    'It was not the same drill: its scope, fault, length or expectations differ, so the figures compare only roughly.',
  moreEvents: (count) => `… and ${count} more: in the JSON.`,
  chartLine: (top, { number }) =>
    `Requests per second, at most ${number(top)}: all, and below them those lost. Marked: the time of the fault.`,
  marksNote:
    'A health mark makes no request fail, so this drill has not tested retries, time-outs or detection by traffic.',
  budgetNote:
    'Counted from the fault to the end of the drill, the return included. Budget: lost requests as a part of what the objective’s window allows at this rate; the outage is the time in which as many requests came as were lost.',
  preChecksNote: 'Taken over after a crash: the checks were made by the process that died.',
  evidenceNote:
    'SHA-256 of the strategy, of the drill, and of this report’s data (JSON, without its hashes). The journal holds every decision and can be replayed.',
};
