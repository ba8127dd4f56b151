/** Formats as schemas, with the ranges that Kong and the control law set. */

import { z } from 'zod';
import { HOST_FORMAT, LISTEN_FORMAT, MAIL_FORMAT, NETWORK_FORMAT } from '../formats/address.ts';
import { LABEL_FORMAT, NAME_FORMAT, QUANTILE_FORMAT } from '../formats/names.ts';
import { WINDOW_FORMAT } from '../formats/weekly-window.ts';
import { RATE_FORMAT, SHARE_FORMAT, durationFormat } from '../formats/quantities.ts';
import {
  LOOPBACK_FORMAT,
  MEDIA_TYPE_FORMAT,
  METHOD_FORMAT,
  PATH_FORMAT,
  ROUTE_HOST_FORMAT,
  ROUTE_PATH_FORMAT,
  STATUS_FORMAT,
  URL_FORMAT,
  WEBHOOK_FORMAT,
} from '../formats/web.ts';
import { explained, text } from './fields.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Time-outs and deadlines of one request; longer ones are streams, not requests. */
export const requestTime = text(
  durationFormat({ minMs: 1, maxMs: HOUR, examples: ['500ms', '2s'] }),
);
/** Kong looks at its probe clock every 100 ms (kong-facts B4). */
export const probeTime = text(
  durationFormat({ minMs: 100, maxMs: HOUR, examples: ['1s', '800ms'] }),
);
export const holdTime = text(
  durationFormat({ minMs: SECOND, maxMs: 7 * DAY, examples: ['2m', '30s'] }),
);
/** Seconds in the header; an hour is as good as never. */
export const retryTime = text(
  durationFormat({ minMs: SECOND, maxMs: HOUR, examples: ['5s', '1m'] }),
);
export const windowTime = text(
  durationFormat({ minMs: HOUR, maxMs: 366 * DAY, examples: ['30d', '7d'] }),
);
export const roundTrip = text(durationFormat({ minMs: 0.001, maxMs: MINUTE, examples: ['20ms'] }));
/** Of a Prometheus: each answer is worth as much as its last scrape. */
export const pollInterval = text(durationFormat({ minMs: SECOND, maxMs: HOUR, examples: ['5s'] }));
export const expiryTime = text(
  durationFormat({ minMs: 3 * SECOND, maxMs: DAY, examples: ['180s'] }),
);

/** For people: at least to open a page, at most a shift. */
export const confirmTime = text(
  durationFormat({ minMs: 10 * SECOND, maxMs: 12 * HOUR, examples: ['10m', '1h'] }),
);

export const weeklyWindow = text(WINDOW_FORMAT);
export const share = text(SHARE_FORMAT);
export const rate = text(RATE_FORMAT);
export const url = text(URL_FORMAT);
export const loopbackUrl = text(LOOPBACK_FORMAT);
export const webhookUrl = text(WEBHOOK_FORMAT);
export const host = text(HOST_FORMAT);
export const listenAddress = text(LISTEN_FORMAT);
export const mailAddress = text(MAIL_FORMAT);
export const network = text(NETWORK_FORMAT);
export const path = text(PATH_FORMAT);
export const contentType = text(MEDIA_TYPE_FORMAT);
export const routePath = text(ROUTE_PATH_FORMAT);
export const routeHost = text(ROUTE_HOST_FORMAT);
export const method = text(METHOD_FORMAT);
export const name = text(NAME_FORMAT);
export const labelName = text(LABEL_FORMAT);
export const quantile = text(QUANTILE_FORMAT);
export const status = explained(z.int().min(100).max(599), STATUS_FORMAT);
