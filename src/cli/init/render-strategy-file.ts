/** Answers → the text of a commented strategy file. Values are quoted as JSON, which YAML reads. */

import type { InitAnswers, InitService } from './answers.ts';
import type { InitWords } from './words.ts';

export function renderStrategyFile(answers: InitAnswers, words: InitWords): string {
  const { availability, p99 } = answers;
  return `# yaml-language-server: $schema=./ballast.schema.json
# ${words.header}
version: 1
name: ${plain(answers.name)}

# ${words.objective}
objective: { availability: ${plain(availability)}, window: 30d, latency: { p99: ${plain(p99)} } }

# ${words.regions}
regions:
${answers.regions.map((region, index) => `  ${plain(region)}: { priority: ${index} }`).join('\n')}

# ${words.gateways}
gateways:
${answers.gateways
  .map(
    ({ name, region, admin }) =>
      `  ${plain(name)}: { region: ${plain(region)}, admin: ${JSON.stringify(admin)} }`,
  )
  .join('\n')}

# ${words.telemetry}
telemetry:
  logs: { listen: "127.0.0.1:9911" }

# ${words.mode}
mode: observe

services:
${answers.services
  .map((service, index) => renderService(service, { answers, words, first: index === 0 }))
  .join('\n')}`;
}

/** Explanations stand at the first service only. */
function renderService(
  service: InitService,
  { answers, words, first }: { answers: InitAnswers; words: InitWords; first: boolean },
): string {
  const note = (text: string, indent: string) => (first ? `${indent}# ${text}\n` : '');
  const hosts = Object.values(service.targets).flat();
  const placeholder = hosts.some((host) => /\.example(:\d+)?$/.test(host));
  const targets = Object.entries(service.targets).map(
    ([region, list]) =>
      `      ${plain(region)}: { hosts: [${list.map((host) => JSON.stringify(host)).join(', ')}] }\n`,
  );
  return `  ${plain(service.name)}:
    routes: [{ paths: [${JSON.stringify(service.route)}] }]
    algorithm: ${plain(answers.algorithm)}
${note(words.health, '    ')}    health: { path: ${JSON.stringify(answers.healthPath)} }
${placeholder ? `    # ${words.placeholders}\n` : ''}${note(words.capacity, '    ')}    targets:
${targets.join('')}${note(words.failover, '    ')}    failover: { mode: ${plain(answers.failover)}, standbyShare: 1% }
${note(words.failback, '    ')}    failback: { hold: 2m, steps: [1%, 5%, 10%, 25%, 50%, 100%], minDwell: 30s, minRequests: 600 }
${note(words.client, '    ')}    client: { deadline: 5s }
`;
}

/** Bare where YAML reads it as the same text, else quoted. */
function plain(text: string): string {
  return /^[a-z][\w.-]*$|^\d[\w.]*(%|ms|s)$/i.test(text) &&
    !/^(true|false|yes|no|on|off|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
