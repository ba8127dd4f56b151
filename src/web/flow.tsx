/** Gateway → regions: the width of a stream is the traffic that was answered through it. */
import type { ContestantState } from '../demo/api-types.ts';

const WIDTH = 320;
const ROW = 44;
const WIDEST = 30;

interface Props {
  contestant: ContestantState;
  regions: readonly string[];
}

export function Flow({ contestant, regions }: Props) {
  const rpsOf = (region: string) =>
    contestant.targets
      .filter((target) => target.region === region)
      .reduce((sum, target) => sum + target.rps, 0);
  const total = regions.reduce((sum, region) => sum + rpsOf(region), 0);
  const height = ROW * regions.length;
  const middle = height / 2;
  const label = regions.map((region) => `${region} ${Math.round(rpsOf(region))} requests/s`);
  return (
    <svg class="flow" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label.join(', ')}>
      {regions.map((region, index) => {
        const share = total === 0 ? 0 : rpsOf(region) / total;
        const y = ROW * (index + 0.5);
        const curve = `M 72 ${middle} C 130 ${middle}, 130 ${y}, 190 ${y}`;
        return (
          <g key={region} data-region={region}>
            <path d={curve} class="bed" stroke-width={1} />
            <path d={curve} class="stream" stroke-width={share * WIDEST} />
            <text x={198} y={y - 2}>
              {region}
            </text>
            <text x={198} y={y + 13} class="minor">
              {`${(100 * share).toFixed(1)} % · ${Math.round(rpsOf(region))}/s`}
            </text>
          </g>
        );
      })}
      <rect x={4} y={middle - 15} width={68} height={30} rx={6} class="gateway" />
      <text x={38} y={middle + 4} text-anchor="middle">
        gateway
      </text>
    </svg>
  );
}
