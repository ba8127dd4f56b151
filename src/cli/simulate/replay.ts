import type { CliContext } from '../context.ts';
export function replay(_context: CliContext, _options: unknown): Promise<void> {
  return Promise.resolve();
}
