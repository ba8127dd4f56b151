/** A preview on the terminal: shares now and then, load against room, writes, what speaks against it. */

import type pico from 'picocolors';

import type { LeverPreview, ServicePreview } from '../../operations/contract.ts';
import type { LeverTalk } from './talk.ts';

type Paint = ReturnType<typeof pico.createColors>;

interface Look {
  readonly paint: Paint | null;
  readonly talk: LeverTalk;
}

/** More than these are counted, not shown; `--json` has them all. */
const SERVICES_SHOWN = 8;
const WRITES_SHOWN = 12;
/** Above this part of a region's room it is worth a colour. */
const FULL_RATIO = 0.9;
const MOVED_RATIO = 0.0005;

export function renderPreview(
  preview: LeverPreview,
  options: Look & { readonly title: string },
): string {
  const { title, paint, talk } = options;
  const bold = paint?.bold ?? plain;
  // Those that move most are what one wants to see.
  const services = preview.services.toSorted((a, b) => movedOf(b) - movedOf(a));
  const lines = [bold(title), ''];
  for (const service of services.slice(0, SERVICES_SHOWN))
    lines.push(...serviceLines(service, { paint, talk }));
  const hidden = services.length - SERVICES_SHOWN;
  if (hidden > 0) lines.push(`  ${talk.tell('more-services', { count: hidden })}`, '');
  lines.push(...writeLines(services, talk));
  for (const warning of preview.warnings)
    lines.push(`  ${(paint?.yellow ?? plain)('!')} ${warning}`);
  for (const { sentence } of preview.refusals)
    lines.push(`  ${(paint?.red ?? plain)('✗')} ${sentence}`);
  return `${lines.join('\n').trimEnd()}\n`;
}

function serviceLines(
  { service, regions, shedRatio }: ServicePreview,
  { paint, talk }: Look,
): readonly string[] {
  const { percent } = talk;
  const refused = talk.tell('refused');
  const width = Math.max(...regions.map(({ region }) => region.length), refused.length);
  const rows = regions.map(({ region, shareBefore, shareAfter, loadRps, roomRps }) => {
    const isMoved = Math.abs(shareAfter - shareBefore) > MOVED_RATIO;
    const share = `${percent(shareBefore).padStart(7)} → ${percent(shareAfter).padEnd(7)}`;
    const row = `    ${region.padEnd(width)} ${share} ${loadWords({ loadRps, roomRps }, { paint, talk })}`;
    return isMoved || paint === null ? row.trimEnd() : paint.dim(row.trimEnd());
  });
  const shed =
    shedRatio > 0
      ? [(paint?.red ?? plain)(`    ${refused.padEnd(width)}         → ${percent(shedRatio)}`)]
      : [];
  return [`  ${service}`, ...rows, ...shed, ''];
}

function loadWords(
  { loadRps, roomRps }: Pick<ServicePreview['regions'][number], 'loadRps' | 'roomRps'>,
  { paint, talk }: Look,
): string {
  const { tell } = talk;
  if (loadRps === null) return roomRps === null ? '' : tell('room-for', { room: whole(roomRps) });
  if (roomRps === null) return tell('room-not-stated', { load: whole(loadRps) });
  if (roomRps === 0) return tell('none-can-serve', { load: whole(loadRps) });
  const words = tell('load-and-room', { load: whole(loadRps), room: whole(roomRps) });
  if (loadRps < 0.5) return words;
  const full = loadRps / roomRps;
  const text = `${words} (${talk.percent(full)})`;
  if (full > 1) return (paint?.red ?? plain)(text);
  return full > FULL_RATIO ? (paint?.yellow ?? plain)(text) : text;
}

function writeLines(services: readonly ServicePreview[], { tell }: LeverTalk): readonly string[] {
  const writes = services.flatMap((service) => service.writes);
  if (writes.length === 0) return [];
  const shown = writes.slice(0, WRITES_SHOWN);
  const width = Math.max(...shown.map(({ target }) => target.length));
  const rows = shown.map(({ gateway, upstream, target, from, to }) => {
    const change = `${String(from).padStart(5)} → ${String(to).padEnd(5)}`;
    return `    ${target.padEnd(width)} ${change} ${gateway}/${upstream}`;
  });
  const hidden = writes.length - shown.length;
  const more = hidden > 0 ? [`    ${tell('more-weights', { count: hidden })}`] : [];
  return [`  ${tell('weights-to-write', { count: writes.length })}`, ...rows, ...more, ''];
}

function movedOf({ regions }: ServicePreview): number {
  return regions.reduce(
    (sum, { shareBefore, shareAfter }) => sum + Math.abs(shareAfter - shareBefore),
    0,
  );
}

function whole(rps: number): number {
  return rps < 10 ? Math.round(rps * 10) / 10 : Math.round(rps);
}

function plain(text: string): string {
  return text;
}
