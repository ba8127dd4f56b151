/** Numbers and times as the terminal shows them. */

export { span } from '../lib/figures.ts';

/** Local time of day, `10:31:02`; with the date when it is another day than now. */
export function clockTime(atMs: number, nowMs: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const at = new Date(atMs);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  if (at.toDateString() === new Date(nowMs).toDateString()) return time;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}
