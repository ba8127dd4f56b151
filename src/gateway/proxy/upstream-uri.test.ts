import { describe, expect, test } from 'vitest';

import { normalisedPath, upstreamPath } from './upstream-uri.ts';

describe('the path towards the target', () => {
  // service path, route prefix, strip, request path, wanted (Kong's documentation of path handling)
  test.each<[string | null, string, boolean, string, string]>([
    [null, '/ok', true, '/ok', '/'],
    [null, '/ok', true, '/ok/', '/'],
    [null, '/ok', true, '/ok/path', '/path'],
    [null, '/ok', false, '/ok/path', '/ok/path'],
    [null, '/ok', true, '/okay', '/ay'],
    ['/s', '/fv0', true, '/fv0', '/s'],
    ['/s', '/fv0', true, '/fv0/', '/s/'],
    ['/s', '/fv0', true, '/fv0/req', '/s/req'],
    ['/s', '/fv0', false, '/fv0/req', '/s/fv0/req'],
    ['/s', '/fv0/', true, '/fv0/req', '/s/req'],
    ['/s/', '/fv0', true, '/fv0', '/s'],
    ['/s/', '/fv0', true, '/fv0/', '/s/'],
    ['/s/', '/fv0', true, '/fv0/req', '/s/req'],
    ['/s/', '/fv0', false, '/fv0/req', '/s/fv0/req'],
    ['/s', '/', false, '/', '/s'],
  ])('service %s, route %s, strip %s: %s → %s', (servicePath, prefix, stripPath, path, wanted) => {
    const parts = { servicePath, prefix, stripPath, path, matched: prefix, pathHandling: 'v0' };
    expect(upstreamPath(parts)).toBe(wanted);
  });
});

describe('a normalised path', () => {
  test.each([
    ['/', '/'],
    ['/a/b', '/a/b'],
    ['/a/b/', '/a/b/'],
    ['/a//b', '/a/b'],
    ['/a/./b', '/a/b'],
    ['/a/../../b', '/b'],
    ['/a/b/..', '/a/'],
    ['/%7euser/%2fx', '/~user/%2Fx'],
  ])('%s → %s', (path, wanted) => {
    expect(normalisedPath(path)).toBe(wanted);
  });
});
