/** `ballast check balance`: from here, or by a running Ballast; one verdict for each gateway. */

import type { BalanceCheck, BalanceRequest } from '../../model/checks.ts';
import type { Gateway, Strategy } from '../../model/strategy.ts';
import { printJson, type CliContext } from '../context.ts';
import { usageFailure } from '../failure.ts';
import { languageFor } from '../language.ts';
import {
  asCommand,
  localActor,
  type OperationsOptions,
  apiUrlOf,
  withApi,
} from '../operations-of.ts';
import { loadStrategy } from '../strategy-file.ts';
import { withLocalChecks } from './local-desk.ts';
import { renderBalance } from './render-balance.ts';
import { outcomeWords } from './words.ts';

export interface BalanceOptions extends OperationsOptions {
  readonly service?: string;
  readonly gateway?: string;
  readonly count: number;
  readonly rate: number;
  readonly url?: string;
  readonly path?: string;
  readonly header?: string;
  readonly label: readonly string[];
  readonly alpha: number;
}

export async function checkBalance(context: CliContext, asked: BalanceOptions): Promise<void> {
  const lang = languageFor(asked, context.env);
  const options = { ...asked, lang };
  const { alpha, json } = options;
  const checks = await askFor(context, options, requestOf(options));
  if (json) printJson(context, { checks });
  else {
    const words = outcomeWords(lang);
    context.print(checks.map((check) => renderBalance(check, { words, alpha })).join('\n'));
  }
  if (checks.some(({ verdict }) => verdict !== 'as-weighted')) context.setExitCode(1);
}

async function askFor(
  context: CliContext,
  options: BalanceOptions & { readonly lang: 'en' | 'nl' },
  request: BalanceRequest,
): Promise<readonly BalanceCheck[]> {
  const { signal } = context;
  const { url, lang, state, header } = options;
  if (apiUrlOf(context, options) !== null) {
    if (url !== undefined) {
      throw usageFailure(
        {
          en: '--url and a running Ballast exclude each other: it asks its own gateways only',
          nl: '--url gaat niet samen met een draaiende Ballast: die vraagt alleen zijn eigen gateways',
        },
        {
          en: 'Leave out --url, or --api and BALLAST_API.',
          nl: 'Laat --url weg, of --api en BALLAST_API.',
        },
      );
    }
    return withApi(context, options, (api) =>
      api.checks.balance(localActor('api'), { ...request, signal }),
    );
  }
  const strategy = atUrl(await loadStrategy(context, options), request.gateway, url);
  const where = { strategy, state, needsState: header === undefined, lang };
  const gateway = url === undefined ? request.gateway : (strategy.gateways[0]?.name ?? null);
  return withLocalChecks(where, (checks) =>
    asCommand(checks.balance(localActor('cli'), { ...request, gateway, signal })),
  );
}

/** With `--url` one gateway is asked there: the one named, the one whose proxy it is, or the first. */
function atUrl(strategy: Strategy, name: string | null, url: string | undefined): Strategy {
  if (url === undefined) return strategy;
  const proxyUrl = url.replace(/\/$/, '');
  if (!/^https?:\/\/[^/]/.test(proxyUrl)) {
    throw usageFailure(
      { en: `--url ${url} is no address`, nl: `--url ${url} is geen adres` },
      { en: 'Write it as http://127.0.0.1:8000.', nl: 'Schrijf het als http://127.0.0.1:8000.' },
    );
  }
  const { gateways } = strategy;
  const isMeant = (one: Gateway) => (name === null ? one.proxyUrl === proxyUrl : one.name === name);
  const found = gateways.find(isMeant) ?? (name === null ? gateways[0] : undefined);
  if (found === undefined) return strategy;
  const others = gateways.filter((one) => one !== found);
  return { ...strategy, gateways: [{ ...found, proxyUrl }, ...others] };
}

function requestOf(options: BalanceOptions): BalanceRequest {
  const { service = null, gateway = null, path = null, header = null } = options;
  const { count, rate, alpha } = options;
  if (options.label.length > 0 && header === null) {
    throw usageFailure(
      { en: '--label says what a header means', nl: '--label zegt wat een header betekent' },
      { en: 'Name that header with --header.', nl: 'Noem die header met --header.' },
    );
  }
  const labels = labelsOf(options.label);
  return { service, gateway, count, rate, alpha, path, header, labels };
}

/** `product-1:8080=p1` → what the header says and whom it means. */
function labelsOf(labels: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    labels.map((label) => {
      const cut = label.indexOf('=');
      if (cut > 0 && cut < label.length - 1) return [label.slice(cut + 1), label.slice(0, cut)];
      throw usageFailure(
        { en: `--label ${label} is no label`, nl: `--label ${label} is geen label` },
        { en: 'Write it as target=value.', nl: 'Schrijf het als target=waarde.' },
      );
    }),
  );
}
