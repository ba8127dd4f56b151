/** Checks over a plugin's whole `config` that are functions in Kong (recording 08 #22, #24). */

export type ConfigCheckName = keyof typeof CHECKS;
type Config = Readonly<Record<string, unknown>>;

/** What is wrong with the config, or `null`. */
export function checkConfig(name: ConfigCheckName, config: Config): string | null {
  return CHECKS[name](config);
}

const CHECKS = {
  'periods-in-order': periodsInOrder,
  'one-kind-of-answer': oneKindOfAnswer,
} as const satisfies Record<string, (config: Config) => string | null>;

const PERIODS = ['second', 'minute', 'hour', 'day', 'month', 'year'];

function periodsInOrder(config: Config): string | null {
  const limits = PERIODS.flatMap((period) => {
    const limit = config[period];
    return typeof limit === 'number' ? [{ period, limit }] : [];
  });
  for (const [index, lower] of limits.entries()) {
    const upper = limits.slice(index + 1).find(({ limit }) => limit < lower.limit);
    if (upper !== undefined) {
      return (
        `The limit for ${describeLimit(upper)} cannot be lower than the limit for ` +
        describeLimit(lower)
      );
    }
  }
  return null;
}

function describeLimit({ period, limit }: { period: string; limit: number }): string {
  return `${period}(${limit.toFixed(1)})`;
}

function oneKindOfAnswer(config: Config): string | null {
  const hasBody = isText(config['body']);
  const hasType = isText(config['content_type']);
  if (isText(config['message']) && (hasType || hasBody)) {
    return 'message cannot be used with content_type or body';
  }
  if (hasType && !hasBody) return 'content_type requires a body';
  if (config['echo'] === true && hasBody) return 'echo cannot be used with content_type and body';
  return null;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
