/** Kong's tcp-log and udp-log plugins (recording 08 #18, #19). Times are milliseconds. */

import { HOST, PORT } from '../common.ts';
import { LUA_CODE, pluginSchema } from './plugin-schema.ts';

export const TCP_LOG = pluginSchema({
  priority: 7,
  config: [
    { host: { ...HOST, required: true } },
    { port: { ...PORT, required: true } },
    { timeout: { type: 'number', default: 10000 } },
    { keepalive: { type: 'number', default: 60000 } },
    { tls: { type: 'boolean', required: true, default: false } },
    { tls_sni: { type: 'string' } },
    { custom_fields_by_lua: LUA_CODE },
  ],
});

export const UDP_LOG = pluginSchema({
  priority: 8,
  config: [
    { host: { ...HOST, required: true } },
    { port: { ...PORT, required: true } },
    { timeout: { type: 'number', default: 10000 } },
    { custom_fields_by_lua: LUA_CODE },
  ],
});
