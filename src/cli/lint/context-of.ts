/** What the rules are told beside the documents: from a strategy that is linted too, or the flags. */

import type { Strategy } from '../../model/strategy.ts';
import { DEFAULT_CONTEXT } from '../../lint/context.ts';
import type { LintContext } from '../../lint/contract.ts';
import type { AnyDocument } from '../../lint/inputs/build-inputs.ts';
import type { LintCommandOptions } from './options.ts';

export function contextOf(
  options: LintCommandOptions,
  documents: readonly AnyDocument[],
): LintContext {
  const services = documents.flatMap((document): Strategy['services'] =>
    document.kind === 'strategy' ? document.data.strategy.services : [],
  );
  const strictest = services
    .map(({ objective }) => objective)
    .toSorted((a, b) => b.availabilityRatio - a.availabilityRatio)[0];
  const objective = strictest ?? DEFAULT_CONTEXT.objective;
  const deadlines = services.map(({ client }) => client.deadlineMs);
  return {
    objective: {
      availabilityRatio: options.availability ?? objective.availabilityRatio,
      windowMs: objective.windowMs,
    },
    deadlineMs:
      options.deadline ??
      (deadlines.length > 0 ? Math.max(...deadlines) : DEFAULT_CONTEXT.deadlineMs),
    kong: kongOf(options, documents),
  };
}

/** A running Kong says what it is; of files one has to be told. */
function kongOf(
  { edition, kongVersion: version, nodes }: LintCommandOptions,
  documents: readonly AnyDocument[],
): LintContext['kong'] {
  for (const document of documents) {
    if (document.kind !== 'live') continue;
    const [first] = document.data.nodes;
    if (first === undefined) continue;
    return {
      edition: first.edition === 'enterprise' ? 'enterprise' : 'oss',
      version: first.version,
      nodes: Math.max(nodes, document.data.nodes.length),
    };
  }
  return { edition, version, nodes };
}
