/** The recordings of Kong's Admin API (test/fixtures/kong/admin), typed. */

import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../fixtures/kong/admin/', import.meta.url);

export interface Recording {
  /** `06-health`. */
  readonly name: string;
  readonly entries: readonly (Exchange | WorldEvent)[];
}

export interface Exchange {
  readonly number: number;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly body?: string;
  };
  readonly response: {
    readonly status: number;
    readonly json?: unknown;
    readonly body?: string;
    /** Stands for a long list that is cut to two entries. */
    readonly data_summary?: {
      readonly length: number;
      readonly first: string;
      readonly last: string;
    };
  };
}

/** Something that happened between exchanges: a wait, or a change at the targets. */
interface WorldEvent {
  readonly number: number;
  readonly event: string;
}

export function readRecordings(): readonly Recording[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const { exchanges } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as {
        exchanges: readonly Record<string, unknown>[];
      };
      const entries = exchanges.map(
        (entry, index) => ({ ...entry, number: index + 1 }) as unknown as Exchange | WorldEvent,
      );
      return { name: file.replace('.json', ''), entries };
    });
}

/** The body as it was sent; long ones are cut in the recording and made up again. */
export function payloadOf({ json, body }: Exchange['request']): string | undefined {
  if (json !== undefined) return JSON.stringify(json);
  if (body === undefined) return undefined;
  const cut = /^(.*?)a{50,}\.\.\.\((\d+) bytes in all\)$/s.exec(body);
  if (cut === null) return body;
  const [, head = '', size] = cut;
  const tail = head.endsWith('["') ? '"]}' : '"}';
  return head + 'a'.repeat(Number(size) - head.length - tail.length) + tail;
}
