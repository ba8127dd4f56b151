/** Starts the embedded gateway and says in the user's terms why it could not. */

import {
  GatewayStartError,
  startGateway,
  type GatewayOptions,
  type RunningGateway,
} from '../gateway/index.ts';
import { CliFailure } from './failure.ts';

/** @param configFile where the configuration came from, for messages. */
export async function startNode(
  configFile: string | null,
  options: GatewayOptions,
): Promise<RunningGateway> {
  try {
    return await startGateway(options);
  } catch (error) {
    if (error instanceof GatewayStartError) throw failureOf(error, configFile ?? 'configuration');
    throw error;
  }
}

function failureOf(error: GatewayStartError, configFile: string): CliFailure {
  const { code, message, listener, kongError } = error;
  const flag = `--${listener ?? 'proxy'}`;
  switch (code) {
    case 'listen-failed':
      return new CliFailure(`cannot listen: ${message}`, {
        exitCode: 1,
        fix: `Choose another address with ${flag} HOST:PORT (port 0 takes a free one).`,
        cause: error,
      });
    case 'invalid-address':
      return new CliFailure(`${flag}: ${message}`, { exitCode: 2 });
    case 'remote-refused':
      return new CliFailure(`${flag}: ${message}`, {
        exitCode: 2,
        fix: 'Add --allow-remote if the network around it is trusted.',
      });
    case 'invalid-config':
      return new CliFailure(
        [`${configFile} is not valid`, ...configErrors(kongError)].join('\n  '),
        {
          exitCode: 2,
          fix: 'Correct what is named above; docs/gateway.md lists what this gateway supports.',
          details: { kong: kongError },
        },
      );
    default:
      return code satisfies never;
  }
}

/** All that Kong would find wrong in the file, one line each. */
function configErrors(body: GatewayStartError['kongError']): readonly string[] {
  const flattened: unknown = body?.['flattened_errors'];
  const lines = Array.isArray(flattened) ? flattened.flatMap(entityErrors) : [];
  const { message } = body ?? {};
  return lines.length > 0 || typeof message !== 'string' ? lines : [message];
}

function entityErrors(entry: unknown): readonly string[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { entity_type: type, entity_name: name, errors } = entry as Record<string, unknown>;
  if (!Array.isArray(errors)) return [];
  const subject = [type, name].filter((part) => typeof part === 'string').join(' ');
  return errors.map(
    (error: { field?: string; message?: string }) =>
      `${subject} ${error.field ?? ''}: ${error.message ?? ''}`,
  );
}
