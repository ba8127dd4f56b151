/** In five seconds: what is wrong, what Ballast did about it, and which button stops it. */

import { FlowDiagram } from '../../parts/flow-diagram.tsx';
import { Actions } from './actions.tsx';
import { Controller } from './controller.tsx';
import { Did } from './did.tsx';
import { Findings } from './findings.tsx';
import { Regions } from './regions.tsx';
import { Services } from './services.tsx';
import { Signals } from './signals.tsx';

export function Overview() {
  return (
    <>
      <div class="columns lead-columns">
        <Findings />
        <Did />
        <Actions />
      </div>
      <Regions />
      <Services />
      <FlowDiagram service={null} />
      <div class="columns">
        <Controller />
        <Signals />
      </div>
    </>
  );
}
