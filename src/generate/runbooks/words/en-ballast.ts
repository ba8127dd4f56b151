/** Runbooks about Ballast, the gateways and what is known of them. */

import type { RunbookCatalogue, RunbookFrame } from './contract.ts';

export const BALLAST = {
  'ballast-down': {
    title: 'Ballast does not run',
    means:
      'No replica answers, or one of them does not. The last weights stay and are safe; Kong’s own checks go on. What Kong cannot see (errors in part, slowness, a cold return) is nobody’s until Ballast is back.',
    look: [
      'Does the process run? Its log says why it ended.',
      '{status} reads the state file even when nobody runs.',
      'Is its state file there, and is there room on the disk?',
      'Can it reach Kong? {nodes}',
    ],
    decide: [
      'It runs and is not scraped: a matter of Prometheus.',
      'It ends again and again: keep the log, and go back to the version before.',
      'A region fails meanwhile: Kong alone moves what refuses, hangs or fails its health path.',
    ],
    act: [
      'Start it: {run}',
      'With a damaged state file: move it away and start; it learns the weights from Kong.',
    ],
    undo: [
      'Ballast ending changes nothing in Kong. Should the weights be wrong: {generate} and {apply}.',
    ],
    wake: 'Wake who runs Ballast when none runs and it is not back within half an hour, or at once when a region is out. One replica of two: in the morning.',
  },
  'ballast-stuck': {
    title: 'Ballast runs and decides nothing',
    means: 'Its loop has not turned for too long: the store is locked or gone, or a call hangs.',
    look: [
      'Its log: the last line says what it waits for.',
      'The disk with its state file: full, slow, gone?',
      'Kong’s Admin API: {nodes}',
    ],
    decide: [
      'The store: repair it first.',
      'A call that hangs: it has a time limit; a loop that stands longer is a bug.',
    ],
    act: ['Keep the log, then start it anew: {run}'],
    undo: ['After a start it completes what it had begun to write, and nothing else.'],
    wake: 'Wake who runs Ballast: it is as good as down (ballast-down.md).',
  },
  'not-leading': {
    title: 'Nobody leads, or more than one',
    means:
      'Only who holds the lease may write. With nobody no weight moves; with two, each takes the other’s weights for foreign ones and keeps its hands off.',
    look: [
      '{status}: who holds the lease, until when?',
      'Do all replicas use the same state (same file, same database)?',
      'Do their clocks agree?',
    ],
    decide: [
      'Nobody: the holder died a moment ago (wait one lease), or the store cannot be written.',
      'Two: they have different stores.',
    ],
    act: [
      'Nobody: repair the store, then start one replica: {run}',
      'Two: stop all but one, give them one store, start them again.',
      'Then end the hands-off: {enable}',
    ],
    undo: ['Nothing was written by those who do not lead.'],
    wake: 'Wake who runs Ballast; nobody moves weights meanwhile.',
  },
  'write-failures': {
    title: 'Ballast cannot write to Kong, or not read it',
    means:
      'The Admin API of a gateway is down, refuses the token, or answers errors. What was decided is not in effect there; Kong goes on with its last weights.',
    look: [
      'Does the Admin API answer? {nodes}',
      'Its log, and its database: Kong serves without one, and cannot be written.',
      '{explain}: what was to be written?',
    ],
    decide: [
      '401 or 403: the token was changed.',
      'Time-outs: database or network.',
      '405: this gateway has no database; it takes whole files only.',
    ],
    act: [
      'Renew the token file; Ballast reads it anew.',
      'Repair Kong’s database. Ballast writes what is still wanted by itself, no more.',
      'A region is out and its weight must go: take its targets down, then Kong’s own checks do it.',
    ],
    undo: ['Nothing to undo: what was not written is not there.'],
    wake: 'Wake who runs Kong when a region is out at the same time; else in the morning.',
  },
  'config-drift': {
    title: 'Somebody else changed the weights, or a node has old ones',
    means:
      'decK, an ingress controller or a person wrote weights that are Ballast’s: it keeps its hands off that upstream. Or a node balances by weights that are no longer true.',
    look: [
      '{status}: which upstream, since when?',
      'What is there now: {targets}',
      'What each node uses: {health}',
      'Who was it? Kong’s audit log, the last run of the pipeline.',
    ],
    decide: [
      'On purpose: let it stand, and say it in the strategy.',
      'By a pipeline: it must leave Ballast’s upstreams alone (decK: select tags).',
      'One node only: it does not reach its database or control plane.',
    ],
    act: [
      'Back to what the strategy says: {apply}',
      'Let Ballast steer again: {enable}',
      'A node with old weights: start it anew, once another serves.',
    ],
    undo: ['{disable} before manual work keeps Ballast from being in the way.'],
    wake: 'Nobody at night, unless a region is out: then it would not fail over.',
  },
  'telemetry-stale': {
    title: 'Ballast hears nothing',
    means:
      'A signal is missing or old: the log of the requests, Kong’s health, its own probes, or Prometheus. Nothing moves because of that; with one kind of evidence less a failover takes longer, or does not happen.',
    look: [
      '{status}: which signal, how old?',
      'Is the log plugin there, and where does it send? {plugins}',
      'Is Ballast’s receiver open for Kong: {listen}',
      'Do the clocks of Kong and Ballast agree?',
    ],
    decide: [
      'Logs: plugin gone, wrong address, wrong token, closed port.',
      'Health: the Admin API (write-failures.md).',
      'Probes: network between Ballast and the targets; not the targets, as long as requests succeed.',
    ],
    act: [
      'Write the plugin again: {applyBase}, or your own pipeline with `base.yaml` (decK).',
      'Open the way from every Kong node to the receiver.',
      'Same token in the plugin and in Ballast.',
    ],
    undo: ['Nothing was moved.'],
    wake: 'Wake who runs Ballast when the logs of a service with traffic are missing; the rest waits.',
  },
  'drill-overdue': {
    title: 'A drill is overdue',
    means:
      'No failover was rehearsed with success for a long time. A failover that is not rehearsed is a hope.',
    look: ['When was the last, and how did it end?', 'The test plan of the report: {advise}'],
    decide: ['Is there budget left, and a quiet hour? Then plan it this week.'],
    act: [
      'Begin with one target of the least important service: {probe}',
      'Then a region, with somebody watching {status}.',
    ],
    undo: ['Start what was stopped; it returns by itself.'],
    wake: 'Nobody.',
  },
  'kong-down': {
    title: 'A Kong node does not answer',
    means:
      'A Kong node is not to be scraped. If it is down, its callers get no answer until their load balancer or DNS sends them elsewhere; Ballast cannot help with that.',
    look: [
      'Does it answer? {nodes}',
      'Does it serve, only without metrics? {proxy}',
      'Are other nodes and gateways well, and have callers found them?',
    ],
    decide: [
      'One node of several: take it out of its load balancer.',
      'A whole gateway: callers have to go to another one, by DNS, GSLB or anycast.',
      'It serves: repair the way of the scrape.',
    ],
    act: [
      'Start the node, or replace it.',
      'Fail its health route, so that callers are sent elsewhere.',
    ],
    undo: ['Let the health route pass again when it serves; look at its weights first: {health}'],
    wake: 'Wake who runs Kong, now. Wake a second person when it is the only gateway.',
  },
  'kong-metrics-missing': {
    title: 'Kong exports less than it should',
    means:
      'The prometheus plugin is missing, has other flags than the generated ones, or exists twice. The alerts that rest on that metric cannot fire.',
    look: ['Which plugins are there? {plugins}', 'What is exported? {metrics}'],
    decide: [
      'No plugin, or other flags: somebody changed it.',
      'No target health although the plugin is there: a worker that has served nothing yet exports none; wait for traffic.',
    ],
    act: [
      'Write the plugin again: {applyBase}, or your own pipeline with `base.yaml` (decK).',
      'Keep one global plugin and no others.',
    ],
    undo: ['Nothing was moved.'],
    wake: 'Nobody at night.',
  },
} as const satisfies Partial<RunbookCatalogue['pages']>;

export const FRAME: RunbookFrame = {
  means: 'What it means',
  look: 'First look',
  decide: 'Decide',
  act: 'Act',
  undo: 'Undo',
  wake: 'When to wake whom',
  alerts: 'Alerts that lead here',
  alertsHead: ['Alert', 'Urgency', 'Told by'],
  severity: { page: 'wakes somebody', ticket: 'office hours', info: 'to be seen' },
  source: { kong: 'Kong’s metrics', ballast: 'Ballast’s metrics' },
  indexTitle: 'Runbooks',
  indexIntro: 'One page for each alert, with the names of this strategy in the commands.',
  written: 'Written by `ballast generate` from the strategy; do not edit.',
  more: { one: '… and {n} more', other: '… and {n} more' },
};
