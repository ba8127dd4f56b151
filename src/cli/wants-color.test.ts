import { expect, test } from 'vitest';
import { wantsColor } from './wants-color.ts';

test.each([
  ['a terminal', {}, true, true],
  ['no terminal', {}, false, false],
  ['a dumb terminal', { TERM: 'dumb' }, true, false],
  ['NO_COLOR', { NO_COLOR: '1' }, true, false],
  ['an empty NO_COLOR', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR without a terminal', { FORCE_COLOR: '1' }, false, true],
  ['NO_COLOR against FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
])('with %s', (_what, env, isTTY, wanted) => {
  expect(wantsColor(env, { isTTY })).toBe(wanted);
});
