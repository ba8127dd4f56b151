/** What is said around checks and post-mortems, in English. */

export const checksEn = {
  'balance-is-as-weighted': '{gateway}: as weighted',
  'balance-is-not-as-weighted': '{gateway}: not as weighted',
  'balance-is-inconclusive': '{gateway}: nothing can be said',
  'check-not-here': 'Nobody here can do this check.',
  'check-not-here-fix': 'Ask a running Ballast: --api URL.',
  'check-runs': 'Such a check runs already.',
  'check-runs-fix': 'Wait for its end: there is one at a time.',
  'notify-nobody': 'Nobody is to be told: the strategy has no `notify`.',
  'notify-nobody-fix': 'Add an entry to `notify` in the strategy.',
  'notify-unknown': 'No channel is called {name}.',
  'notify-unknown-fix': 'Write {names:comma}.',
  'balance-bad-numbers': 'The number of requests, their rate or α is out of range.',
  'balance-bad-numbers-fix':
    'Send 10 to {count} requests at 1 to {rate} per second, with α between 0 and 1.',
  'balance-too-long': 'It would take longer than {limitMs:span}.',
  'balance-too-long-fix': 'Send fewer requests, send them faster, or name one gateway.',
  'balance-no-service': 'There is no service {name}.',
  'balance-no-gateway': 'There is no gateway {name}.',
  'balance-names-fix': 'The strategy has {names:comma}.',
  'balance-bad-path': '{path} is not below a path of {service}.',
  'balance-bad-path-fix':
    'Over the API only paths of the service itself are asked for: {paths:comma}.',
  'balance-bad-label': 'The label {value} means {target}, which is no target of {service}.',
  'balance-why-no-proxy': '{gateway}: where its proxy listens is not told.',
  'balance-fix-no-proxy': 'Write gateways.{gateway}.proxy in the strategy, or name it with --url.',
  'balance-why-no-path': '{service} has no route that takes GET on a plain path.',
  'balance-fix-no-path': 'Name a path that may be asked for without harm: --path /….',
  'balance-why-no-answer': 'None of {sent} requests was answered.',
  'balance-fix-no-answer':
    'Check that the proxy listens there: gateways.{gateway}.proxy in the strategy, or --url.',
  'balance-why-kong-away': 'The Admin API of {gateway} does not tell its weights: {failure}.',
  'balance-fix-kong-away':
    'Check gateways.{gateway}.admin and its token; `ballast lint --live` helps.',
  'balance-why-no-weights': 'No target of {service} gets anything at {gateway}: {state}.',
  'balance-state-zero': 'all weights are 0',
  'balance-state-unhealthy': 'every target with a weight is unhealthy',
  'balance-state-empty': 'it has no targets there',
  'balance-fix-no-weights':
    '`ballast plan` shows what should be there, `ballast explain {service}` why it is not.',
  'balance-why-one-target': '{name} is the only one: there is no split to test.',
  'balance-fix-one-target': 'Nothing is wrong; check a service with several targets or regions.',
  'balance-why-too-few': '{requests} requests are too few to tell these shares apart.',
  'balance-fix-too-few': 'Send at least {needed}: -n {needed}.',
  'balance-why-changed': 'Weights or health changed meanwhile, so the split has no one answer.',
  'balance-fix-changed': 'Try again when it is quiet; `ballast status` shows who moves what.',
  'balance-why-not-counted':
    'No running Ballast has counted these requests (most often answered: {status}).',
  'balance-fix-not-counted':
    'Start `ballast run` and let Kong’s log come to it, or let the targets say who they are: --header NAME.',
  'balance-why-no-header':
    '{count} of {answered} answers have no header {header} (most often answered: {status}).',
  'balance-fix-no-header':
    'Name a header that every target sets, or leave --header out and let Ballast’s telemetry count.',
  'balance-why-unlabelled': 'The header {header} says {values:comma}, which names no target.',
  'balance-fix-unlabelled': 'Say whom that means: --label TARGET={value}.',
  'balance-why-other-traffic':
    'Ballast counted {tries} tries while {answered} requests were answered here: the rest came through other gateways, which have other weights.',
  'balance-fix-other-traffic':
    'Let the targets say who they are (--header NAME), or check when the others are quiet.',
  'balance-why-ended': 'It was ended after {sent} requests.',
  'balance-fix-ended': 'Run it again.',
  'balance-note-hashing':
    'Under consistent hashing shares of equal targets differ by up to 10 % (measured): a small p-value is no fault by itself.',
  'balance-note-regions':
    'Under least-connections weights are no shares within a region, so regions are compared: between them the shares are exact.',
  'balance-note-least':
    'Under least-connections in one level weights are no shares: at light load the heaviest target gets everything. A small p-value says only that.',
  'report-why-span': 'The span ends before it begins, or is no span of time.',
  'report-fix-span': 'Give epoch milliseconds, at most {days} days, the end after the begin.',
  'report-why-no-service': 'There is no service {name}.',
  'report-fix-no-service': '`ballast status` names them.',
  'report-why-none': 'There is no post-mortem called {id}.',
  'report-fix-none': 'See which there are: `ballast post-mortem list`.',
  'report-why-later': 'The post-mortem {id} was made by another version of Ballast.',
  'report-fix-later': 'Read it with that version, or make it anew.',
  'report-why-runs': 'Another post-mortem is being made.',
  'report-fix-runs': 'Wait for its end: there is one at a time.',
} as const;
