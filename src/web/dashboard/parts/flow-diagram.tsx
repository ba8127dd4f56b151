/** Gateway → region → target, drawn in real pixels so that the words stay readable on a phone. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { snapshot } from '../state/live.ts';
import { flowOf, type Flow, type FlowBox, type FlowStream } from '../view/flow.ts';
import { counted, rateText, words } from '../words/words.ts';

/** Below this width (px) names and rates stand on two lines. */
const NARROW = 560;

interface Props {
  /** `null` for all services together. */
  readonly service: string | null;
}

export function FlowDiagram({ service }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder);
  const now = snapshot.value;
  const t = words.value.flow;
  if (now === null) return null;
  const flow = flowOf(now, { service, targetHeight: width < NARROW ? 38 : 26 });
  return (
    <section class="panel" aria-label={t.title}>
      <h2>{t.title}</h2>
      <div class="flow" ref={holder}>
        {width > 0 && <Drawing flow={flow} width={width} />}
      </div>
      {now.gateways.length > 1 && <p class="minor">{t.split}</p>}
      <FlowTable flow={flow} />
    </section>
  );
}

function Drawing({ flow, width }: { readonly flow: Flow; readonly width: number }) {
  const places = placesOf(width);
  const boxes = new Map(flow.boxes.map((box) => [box.id, box]));
  return (
    <svg width={width} height={flow.height} role="img" aria-label={words.value.flow.label}>
      {flow.streams.map((stream) => {
        const column = boxes.get(stream.from)?.column ?? 0;
        const x1 = (places[column]?.x ?? 0) + (places[column]?.width ?? 0);
        const x2 = places[column + 1]?.x ?? 0;
        return <Stream key={`${stream.from} ${stream.to}`} stream={stream} x1={x1} x2={x2} />;
      })}
      {flow.boxes.map((box) => (
        <Box key={box.id} box={box} place={places[box.column] ?? { x: 0, width: 0 }} />
      ))}
    </svg>
  );
}

interface Place {
  readonly x: number;
  readonly width: number;
}

/** Targets have the longest names. */
function placesOf(width: number): readonly Place[] {
  const isNarrow = width < NARROW;
  const widths = isNarrow ? [72, 76, width - 72 - 76 - 44] : [130, 150, Math.min(300, width / 3)];
  const [first = 0, second = 0, third = 0] = widths;
  const gap = (width - first - second - third) / 2;
  return [
    { x: 0, width: first },
    { x: first + gap, width: second },
    { x: width - third, width: third },
  ];
}

function Stream(props: { readonly stream: FlowStream; readonly x1: number; readonly x2: number }) {
  const { stream, x1, x2 } = props;
  const middle = (x1 + x2) / 2;
  const { fromY, toY } = stream;
  const d = `M ${x1} ${fromY} C ${middle} ${fromY}, ${middle} ${toY}, ${x2} ${toY}`;
  return (
    <g data-level={stream.level} data-stream={`${stream.from} ${stream.to}`}>
      <path d={d} class="bed" />
      <path d={d} class="stream" stroke-width={stream.width} />
    </g>
  );
}

function Box({ box, place }: { readonly box: FlowBox; readonly place: Place }) {
  const { y, height } = box;
  const label = boxLabel(box);
  const isTall = height >= 36;
  const rate = rateText(box.rps);
  // Roughly 6.6 px a character at this size; the whole name is in the title and in the table.
  const room = Math.floor((place.width - 14 - (isTall ? 0 : 7 * rate.length)) / 6.6);
  const text = label.length > room ? `${label.slice(0, Math.max(1, room - 1))}…` : label;
  return (
    <g class="flow-box" data-level={box.level}>
      <title>{`${label}: ${rate}`}</title>
      <rect x={place.x + 0.5} y={y + 0.5} width={place.width - 1} height={height - 1} rx={5} />
      <rect class="edge" x={place.x} y={y} width={4} height={height} rx={2} />
      <text x={place.x + 10} y={isTall ? y + height / 2 - 3 : y + height / 2 + 4}>
        {text}
      </text>
      <text
        class="minor"
        x={isTall ? place.x + 10 : place.x + place.width - 6}
        y={isTall ? y + height / 2 + 13 : y + height / 2 + 4}
        text-anchor={isTall ? 'start' : 'end'}
      >
        {rate}
      </text>
    </g>
  );
}

function boxLabel({ label, count }: FlowBox): string {
  return label === '' ? counted(count, words.value.flow.others) : label;
}

/** The same for who cannot see it. */
function FlowTable({ flow }: { readonly flow: Flow }) {
  const t = words.value.flow;
  const labels = new Map(flow.boxes.map((box) => [box.id, boxLabel(box)]));
  return (
    <details>
      <summary>{t.asTable}</summary>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{t.from}</th>
            <th scope="col">{t.to}</th>
            <th scope="col" class="number">
              {words.value.services.demand}
            </th>
          </tr>
        </thead>
        <tbody>
          {flow.streams.map(({ from, to, rps }) => (
            <tr key={`${from} ${to}`}>
              <td>{labels.get(from)}</td>
              <td>{labels.get(to)}</td>
              <td class="number">{rateText(rps)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function useWidth(holder: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (holder.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(holder.current);
    return () => observer.disconnect();
  }, [holder.current]);
  return width;
}
