/**
 * The answers Kong makes itself: their bodies and content types, chosen by what the client accepts
 * (Kong 3.9: `tools/http.lua`, `error_handlers.lua`; recordings telemetry/logs-*-50x.json).
 *
 * Two doors lead here. An answer given while the request is still in Kong's hands (no route, no
 * peer, rate limit) looks at `Accept` alone and is JSON by default. An answer after proxying failed
 * looks at `Accept`, then at the request's own `Content-Type`, then falls back to plain text.
 */

const MIME_TYPES: Readonly<Record<string, string>> = {
  'application/grpc': '',
  'application/json': 'application/json; charset=utf-8',
  'application/xml': 'application/xml; charset=utf-8',
  'text/html': 'text/html; charset=utf-8',
  'text/plain': 'text/plain; charset=utf-8',
  'application/*': 'application/json; charset=utf-8',
  'text/*': 'text/plain; charset=utf-8',
};

const JSON_TYPE = 'application/json; charset=utf-8';

/** What each status means when nginx, not a plugin, produced it. */
const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  411: 'Length required',
  412: 'Precondition failed',
  413: 'Payload too large',
  414: 'URI too long',
  417: 'Expectation failed',
  494: 'Request header or cookie too large',
  500: 'An unexpected error occurred',
  502: 'An invalid response was received from the upstream server',
  503: 'The upstream server is currently unavailable',
  504: 'The upstream server is timing out',
};

export interface AnswerBody {
  readonly contentType: string;
  readonly body: string;
}

/** An answer of Kong's own code: `kong.response.error(status, message)`. */
export function answerBody(
  message: string,
  client: { readonly accept: string | null; readonly requestId: string },
): AnswerBody {
  return rendered(responseType(client.accept), message, client.requestId);
}

/** An answer of nginx's error page, after proxying failed or the request was malformed. */
export function errorPageBody(
  status: number,
  client: {
    readonly accept: string | null;
    readonly contentType: string | null;
    readonly requestId: string;
  },
): AnswerBody {
  const wanted = client.accept ?? client.contentType ?? 'text/plain';
  const message = MESSAGES[status] ?? `The upstream server responded with ${status}`;
  return rendered(responseType(wanted), message, client.requestId);
}

/** The media type of highest quality in an `Accept` value that Kong can produce. */
function responseType(accept: string | null): string {
  let best = JSON_TYPE;
  let bestQuality = 0;
  for (const part of (accept ?? '').split(',')) {
    const [mediaType = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    if (!/^[a-z0-9*][^/\s]*\/[a-z0-9*]/.test(mediaType)) continue;
    const quality = parameters.map((text) => /^q=([01](?:\.\d{0,3})?)$/.exec(text)?.[1]);
    const value = Number(quality.find((text) => text !== undefined) ?? 1);
    if (value > bestQuality) {
      bestQuality = value;
      best = MIME_TYPES[mediaType] ?? JSON_TYPE;
    }
  }
  return best;
}

function rendered(contentType: string, message: string, requestId: string): AnswerBody {
  if (contentType.startsWith('application/json')) {
    const body = `{\n  "message":"${message}",\n  "request_id":"${requestId}"\n}`;
    return { contentType, body };
  }
  if (contentType.startsWith('text/plain')) {
    return { contentType, body: `${message}\nrequest_id: ${requestId}\n` };
  }
  if (contentType.startsWith('text/html')) {
    const head = '  <head>\n    <meta charset="utf-8">\n    <title>Error</title>\n  </head>\n';
    const main = `    <h1>Error</h1>\n    <p>${message}.</p>\n    <p>request_id: ${requestId}</p>\n`;
    const body = `<!doctype html>\n<html>\n${head}  <body>\n${main}  </body>\n</html>\n`;
    return { contentType, body };
  }
  if (contentType.startsWith('application/xml')) {
    const inner = `  <message>${message}</message>\n  <requestid>${requestId}</requestid>\n`;
    return {
      contentType,
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<error>\n${inner}</error>\n`,
    };
  }
  return { contentType, body: '' };
}
