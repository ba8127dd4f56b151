/** Answers → the text of a commented strategy file. */

import { isPlaceholder } from '../questions/of-services.ts';
import type { InitAnswers, InitGateway } from '../answers.ts';
import type { FileWords } from '../words/init-words.ts';
import { renderService } from './service.ts';
import { comment, plain } from './yaml.ts';

export function renderStrategyFile(
  answers: InitAnswers,
  { words, draft }: { words: FileWords; draft?: string },
): string {
  const { availability, p99, services } = answers;
  const head = draft === undefined ? '' : `${comment(words.draft, 0)}# ${draft}\n`;
  return [
    '# yaml-language-server: $schema=./ballast.schema.json\n',
    head,
    comment(words.header, 0),
    `version: 1\nname: ${plain(answers.name)}\n\n`,
    comment(words.objective, 0),
    `objective: { availability: ${plain(availability)}, window: 30d, latency: { p99: ${p99} } }\n\n`,
    comment(words.regions, 0),
    'regions:\n',
    ...answers.regions.map((region, index) => `  ${plain(region)}: { priority: ${index} }\n`),
    '\n',
    comment(words.gateways, 0),
    'gateways:\n',
    ...answers.gateways.map((gateway) => renderGateway(gateway, words)),
    '\n',
    renderTelemetry(answers, words),
    '\n',
    comment(words.mode, 0),
    'mode: observe\n\nservices:\n',
    services
      .map((service, index) => renderService({ service, answers, words, first: index === 0 }))
      .join('\n'),
  ].join('');
}

function renderGateway(gateway: InitGateway, words: FileWords): string {
  const { name, region, admin, tokenFile, loopback } = gateway;
  const [only = '', ...others] = admin.map((url) => JSON.stringify(url));
  const parts = [
    `region: ${plain(region)}`,
    `admin: ${others.length === 0 ? only : `[${[only, ...others].join(', ')}]`}`,
    ...(tokenFile === null ? [] : [`tokenFile: ${JSON.stringify(tokenFile)}`]),
    ...(loopback === null
      ? []
      : [`loopback: ${loopback === 'none' ? loopback : JSON.stringify(loopback)}`]),
  ];
  return [
    loopback === 'none' ? comment(words.loopbackNone, 2) : '',
    `  ${plain(name)}: { ${parts.join(', ')} }\n`,
  ].join('');
}

function renderTelemetry({ logs, prometheus }: InitAnswers, words: FileWords): string {
  const { listen, url, tokenFile } = logs;
  const parts = [
    `listen: ${JSON.stringify(listen)}`,
    ...(url === null ? [] : [`url: ${JSON.stringify(url)}`]),
    ...(tokenFile === null ? [] : [`tokenFile: ${JSON.stringify(tokenFile)}`]),
  ];
  return [
    comment(words.telemetry, 0),
    'telemetry:\n',
    isPlaceholder(url ?? '') ? comment(words.logsPlaceholder, 2) : '',
    tokenFile === null ? '' : comment(words.telemetryRemote, 2),
    `  logs: { ${parts.join(', ')} }\n`,
    prometheus === null ? '' : `  prometheus: { url: ${JSON.stringify(prometheus)} }\n`,
  ].join('');
}
