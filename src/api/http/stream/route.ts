/**
 * `/v1/stream`: server-sent events for who holds a token. A browser reads it with `fetch`, since
 * `EventSource` cannot send one.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import type { Language } from '../../../lib/locale.ts';
import type { Clock, Logger } from '../../../model/ports.ts';
import type { Authenticator } from '../authenticator.ts';
import { acceptedLanguage, operationsFor, type SpeakingOptions } from '../language.ts';
import type { HealthFacts } from '../health.ts';
import type { ApiLimits } from '../limits.ts';
import { sendFailure } from '../problem.ts';
import { PROBLEM_ANSWERS } from '../register.ts';
import { queryNumber } from '../schemas/parts.ts';
import { sayApi } from '../speech.ts';
import { createStreamHub } from './hub.ts';

export interface StreamOptions extends SpeakingOptions {
  readonly authenticator: Authenticator;
  readonly health: Pick<HealthFacts, 'version'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
  readonly limits: ApiLimits;
}

const DESCRIPTION = `Needs the role viewer. Events: \`hello\`; \`state\` (a Status) at once and
whenever it has changed; \`event\` (\`{id, entry}\` of the journal, with that id) as they come;
\`no-state\` while there is none; \`gap\` when more was missed than is sent again (read /v1/events);
\`bye\` at the end. A comment each 15 s. After a break send Last-Event-ID. Sentences are told in the
language of Accept-Language (en, nl).`;

const query = z.strictObject({
  afterId: queryNumber({ min: 0, max: Number.MAX_SAFE_INTEGER })
    .exactOptional()
    .describe('As Last-Event-ID, which wins.'),
});

export function addStream(app: FastifyInstance, options: StreamOptions): void {
  const { limits, logger, clock } = options;
  const { version } = options.health;
  const hubIn = (language: Language) =>
    createStreamHub({
      operations: operationsFor(options, language),
      language,
      clock,
      logger,
      version,
    });
  // One look is for all who read in the same language; a hub without readers does not look.
  const hubs = { en: hubIn('en'), nl: hubIn('nl') };
  const byToken = new Map<string, number>();
  app.addHook('preClose', async () => {
    hubs.en.close();
    hubs.nl.close();
  });
  app.get(
    '/v1/stream',
    { config: { role: 'viewer' }, schema: STREAM_SCHEMA },
    async (request, reply) => {
      const { limitKey } = request;
      const own = byToken.get(limitKey) ?? 0;
      const readers = hubs.en.readers + hubs.nl.readers;
      const hub = hubs[acceptedLanguage(request.headers['accept-language'])];
      if (readers >= limits.streams || own >= limits.streamsByToken) return full(reply);
      byToken.set(limitKey, own + 1);
      await serve(request, reply, { ...options, hub, onClose: () => release(byToken, limitKey) });
      return reply;
    },
  );
}

const STREAM_SCHEMA = {
  operationId: 'stream',
  summary: 'Live: the state when it changes, events as they come.',
  description: DESCRIPTION,
  tags: ['status'],
  security: [{ bearer: [] }],
  querystring: query,
  response: {
    200: {
      description: 'Server-sent events.',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    ...PROBLEM_ANSWERS,
  },
};

async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  options: StreamOptions & {
    readonly hub: ReturnType<typeof createStreamHub>;
    readonly onClose: () => void;
  },
): Promise<void> {
  const { authenticator, hub, logger, onClose } = options;
  const { authorization } = request.headers;
  const role = request.actor?.role;
  const remoteAddress = request.ip;
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  try {
    await hub.open({
      raw,
      afterId: lastIdOf(request),
      async isAllowed() {
        const found = await authenticator.identify({ authorization, remoteAddress });
        return found.kind === 'known' && found.actor.role === role;
      },
      onClose,
    });
  } catch (error) {
    // The answer has begun: all that can be told is that it ends, and the reader comes back.
    logger.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'A stream failed.');
    if (!raw.destroyed) raw.destroy();
  }
}

function lastIdOf({ headers, query: asked }: FastifyRequest): number | null {
  const header = headers['last-event-id'];
  if (typeof header === 'string' && /^\d{1,15}$/.test(header)) return Number(header);
  return (asked as z.infer<typeof query>).afterId ?? null;
}

function release(byToken: Map<string, number>, key: string): void {
  const left = (byToken.get(key) ?? 1) - 1;
  if (left <= 0) byToken.delete(key);
  else byToken.set(key, left);
}

function full(reply: FastifyReply): FastifyReply {
  reply.header('retry-after', '30');
  const detail = sayApi('stream-full');
  return sendFailure(reply, { code: 'too-many-requests', detail, fix: sayApi('fix-stream-full') });
}
