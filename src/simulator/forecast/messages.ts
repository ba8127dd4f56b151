/** The words of the forecast. Each language fills in the whole table; numbers arrive formatted. */

import type { AssumptionKey } from './assumptions.ts';
import type { Part } from './parts.ts';
import type { Lever } from './sensitivity.ts';

export interface ForecastMessages {
  title(text: { service: string }): string;
  intro(text: { availability: string; window: string; budget: string; rps: string }): string;
  /** Part, then for Kong alone and with Ballast: by formula, simulated. */
  head: readonly string[];
  part: Readonly<Record<Part, string>>;
  total: string;
  rare(text: { years: string }): string;
  verdictHead: readonly string[];
  verdict: {
    readonly availability: string;
    readonly budget: string;
    readonly windowsMet: string;
    readonly badYear: string;
  };
  unit(text: { years: string; seed: string }): string;
  dominates(text: { part: string; share: string }): string;
  leversIntro: string;
  leversHead: readonly string[];
  lever: Readonly<Record<Lever, string>>;
  differ(text: { parts: string }): string;
  agree: string;
  computed: string;
  measured: string;
  capacityUnknown: string;
  assumptionsIntro: string;
  assumption: Readonly<Partial<Record<AssumptionKey, string>>>;
}
