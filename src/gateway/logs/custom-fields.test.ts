import { describe, expect, test } from 'vitest';

import type { ExchangeRecord, TryRecord } from '../proxy/exchange-record.ts';
import { customFieldProblem, customFields } from './custom-fields.ts';

const TRY: TryRecord = {
  ip: '10.0.0.1',
  port: 80,
  startMs: 0,
  pickNs: 0,
  status: 502,
  failedCode: 502,
  connectMs: null,
  headerMs: null,
  responseMs: 1.4,
};

const RECORD: ExchangeRecord = {
  requestId: 'abc',
  worker: 0,
  startedMs: 0,
  method: 'GET',
  uri: '/x',
  requestHeaders: [],
  clientIp: '127.0.0.1',
  senderIp: '127.0.0.1',
  isFromTrusted: false,
  clientPort: 1,
  serverPort: 8000,
  requestBytes: 60,
  match: null,
  upstreamUri: '/x',
  tries: [
    TRY,
    { ...TRY, ip: '10.0.0.2', status: 200, connectMs: 0.6, headerMs: 11, responseMs: 12 },
  ],
  hadNoPeerOnRetry: false,
  wasProxied: true,
  status: 200,
  responseHeaders: [],
  responseBytes: 300,
  source: 'upstream',
  kongMs: 1,
  proxyMs: 11,
  receiveMs: 1,
  requestMs: 13,
};

describe('custom_fields_by_lua', () => {
  test.each([
    ['return ngx.var.upstream_addr', '10.0.0.1:80, 10.0.0.2:80'],
    ['return ngx.var.upstream_status', '502, 200'],
    ['return ngx.var.upstream_response_time', '0.001, 0.012'],
    ['return ngx.var.upstream_connect_time', '-, 0.001'],
    ['return ngx.var.upstream_header_time', '-, 0.011'],
    ['return ngx.var.request_time', '0.013'],
    ['  return "eu-west";  ', 'eu-west'],
    ["return 'x'", 'x'],
    ['return 1.5', 1.5],
    ['return true', true],
  ])('%s → %s', (lua, value) => {
    expect(customFieldProblem(lua)).toBeNull();
    expect(customFields({ field: lua }).apply({}, RECORD)).toEqual({ field: value });
  });

  test('nil removes a field, also inside another; dots reach in', () => {
    const fields = customFields({
      'request.headers': 'return nil',
      client_ip: 'return nil',
      'service.tags': 'return nil',
      'extra.zone': 'return "a"',
      'absent.deep': 'return nil',
    });
    const service = { name: 's', tags: ['t'] };
    const entry = { request: { headers: {}, id: 1 }, client_ip: 'x', service };

    expect(fields.apply(entry, RECORD)).toEqual({
      request: { id: 1 },
      service: { name: 's' },
      extra: { zone: 'a' },
    });
    // Shared between entries, so it must not change.
    expect(service).toEqual({ name: 's', tags: ['t'] });
  });

  test('variables of a request that tried no target remove the field', () => {
    const record = { ...RECORD, tries: [] };
    const fields = customFields({ a: 'return ngx.var.upstream_addr' });
    expect(fields.apply({ a: 1 }, record)).toEqual({});
  });

  test.each([
    'return os.exit()',
    'return ngx.var.unknown_thing',
    'return ngx.var.constructor',
    'return "a" .. "b"',
    'local x = 1; return x',
    'return',
    '',
  ])('refuses %s with the forms it knows', (lua) => {
    expect(customFieldProblem(lua)).toContain('return ngx.var.NAME');
    expect(customFields({ field: lua }).apply({ field: 'kept' }, RECORD)).toEqual({
      field: 'kept',
    });
  });
});
