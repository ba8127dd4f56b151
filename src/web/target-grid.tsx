/** The targets of one region: a row for each service, a cell for each target. */
import type { ContestantState, TargetState } from '../demo/api-types.ts';

interface Props {
  contestant: ContestantState;
  region: string;
  services: readonly string[];
}

export function TargetGrid({ contestant, region, services }: Props) {
  return (
    <table class="targets">
      <caption>
        {region} <span class="minor">weight · requests/s</span>
      </caption>
      <tbody>
        {services.map((service) => {
          const phase = contestant.phases.find(
            (each) => each.service === service && each.region === region,
          )?.phase;
          return (
            <tr key={service}>
              <th scope="row">
                {service}
                {phase !== undefined && phase !== 'healthy' && <span class="phase">{phase}</span>}
              </th>
              {contestant.targets
                .filter((target) => target.service === service && target.region === region)
                .map((target) => (
                  <Cell key={target.target} target={target} />
                ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Cell({ target }: { target: TargetState }) {
  const state = stateOf(target);
  return (
    <td data-state={state} title={`${target.target}: ${target.health ?? 'unknown'}, ${state}`}>
      <b>{target.weight}</b>
      <span class="minor">{target.rps.toFixed(target.rps < 10 ? 1 : 0)}/s</span>
      <span class="visually-hidden">{state}</span>
    </td>
  );
}

function stateOf(target: TargetState): string {
  if (target.weight === 0) return 'ejected';
  if (target.health === 'UNHEALTHY') return 'unhealthy';
  if (target.errorRatio > 0.01) return 'failing';
  return target.rps > 0 ? 'serving' : 'idle';
}
