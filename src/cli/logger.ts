/**
 * Log lines on stderr: readable ones on a terminal, JSON (pino) elsewhere, so that a collector gets
 * fields and a person gets sentences.
 */

import process from 'node:process';

import { destination, pino } from 'pino';

import type { Logger } from '../model/ports.ts';
import type { CliContext } from './context.ts';

export function createLogger(context: CliContext): Logger {
  return process.stderr.isTTY ? createTerminalLogger(context) : createJsonLogger();
}

function createJsonLogger(): Logger {
  // Synchronous: the last lines before an end are the ones that matter.
  const log = pino(
    { base: null, formatters: { level: (level) => ({ level }) }, timestamp: isoTime },
    destination({ dest: 2, sync: true }),
  );
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

function isoTime(): string {
  return `,"time":"${new Date().toISOString()}"`;
}

function createTerminalLogger(context: CliContext): Logger {
  const { colors } = context;
  const line =
    (paint: (text: string) => string, level: string) =>
    (fields: Readonly<Record<string, unknown>>, message: string) => {
      const time = new Date().toTimeString().slice(0, 8);
      const known = Object.entries(fields).filter(([, value]) => value !== null);
      const details = known.map(([key, value]) => `${key}=${String(value)}`).join(' ');
      context.note(
        `${colors.dim(time)} ${paint(level)} ${message} ${colors.dim(details)}`.trimEnd(),
      );
    };
  return {
    info: line(colors.green, 'info '),
    warn: line(colors.yellow, 'warn '),
    error: line(colors.red, 'error'),
  };
}
