/** Whether a stream gets colours: https://no-color.org and FORCE_COLOR, then what the stream is. */

export function wantsColor(
  env: Readonly<Record<string, string | undefined>>,
  { isTTY }: { readonly isTTY: boolean },
): boolean {
  // Any non-empty value counts, for both.
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '') !== '') return true;
  return isTTY && env['TERM'] !== 'dumb';
}
