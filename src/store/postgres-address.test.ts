import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPostgresAddress, parsePostgresAddress, shownAddress } from './postgres-address.ts';

describe('the address of a store in PostgreSQL', () => {
  test.each([
    [
      'postgresql://ann:p%40%2Fss@db.example:5433/ops',
      { host: 'db.example', port: 5433, user: 'ann', password: 'p@/ss', database: 'ops' },
      'postgresql://ann@db.example:5433/ops',
    ],
    ['postgres://db/ops', { host: 'db', database: 'ops' }, 'postgresql://db/ops'],
    ['postgresql://[::1]/ops', { host: '::1', database: 'ops' }, 'postgresql://::1/ops'],
    ['postgresql:///ops', { database: 'ops' }, 'postgresql:///ops'],
    [
      'postgresql://ann@/ops?host=/run/postgresql',
      { host: '/run/postgresql', user: 'ann', database: 'ops' },
      'postgresql://ann@/run/postgresql/ops',
    ],
    [
      'postgresql://db/ops?schema=shop&password-file=/run/secrets/pg&sslmode=verify-full',
      {
        host: 'db',
        database: 'ops',
        schema: 'shop',
        passwordFile: '/run/secrets/pg',
        tls: 'verify-full',
      },
      'postgresql://db/ops?schema=shop',
    ],
  ])('%s', (text, parts, shown) => {
    expect(parsePostgresAddress(text)).toEqual({ schema: 'ballast', ...parts, shown });
  });

  test.each([
    ['postgresql://db/ops?sslmod=require', /sslmod, and only host, /u],
    ['postgresql://db/ops?sslmode=perhaps', /sslmode is one of disable, require/u],
    ['postgresql://db/ops?schema=Shop;drop', /lower-case/u],
    ['postgresql://ann:p%@db/ops', /%25/u],
    ['postgresql://ann:s3cret/x@db/ops', /write @ as %40/u],
    ['postgresql://ann:12#s3cret@db/ops', /write @ as %40/u],
    ['postgresql://ann:12?s3cret@db/ops', /write @ as %40/u],
    ['postgresql://ann:12/s3cret@db/ops', /write @ as %40/u],
  ])('%s is refused, with what to write', (text, message) => {
    expect(() => parsePostgresAddress(text)).toThrow(message);
    expect(() => parsePostgresAddress(text)).not.toThrow(/s3cret/u);
    expect(shownAddress(text)).not.toContain('s3cret');
  });

  test('no password is ever shown, whatever it is made of', () => {
    const text = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const address = `postgresql://ann:${before}CANARY${after}@db/ops`;
        expect(shownAddress(address)).not.toContain('CANARY');
      }),
      { numRuns: 300 },
    );
  });

  test('is told from a file', () => {
    expect(isPostgresAddress('postgres://db')).toBe(true);
    expect(isPostgresAddress('.ballast/postgresql.sqlite')).toBe(false);
  });
});
