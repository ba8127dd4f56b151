/** The page that the address asks for. */

import { Audit } from '../pages/audit.tsx';
import { DrillReportPage } from '../pages/drill-report.tsx';
import { Drills } from '../pages/drills.tsx';
import { Explain } from '../pages/explain.tsx';
import { Overrides } from '../pages/overrides.tsx';
import { Overview } from '../pages/overview/overview.tsx';
import { PostMortemPage } from '../pages/post-mortem.tsx';
import { ServicePage } from '../pages/service/service-page.tsx';
import { Settings } from '../pages/settings.tsx';
import { Timeline } from '../pages/timeline.tsx';
import { WhatIf } from '../pages/what-if.tsx';
import { route } from '../router.ts';

export function Page() {
  const now = route.value;
  switch (now.page) {
    case 'overview':
      return <Overview />;
    case 'timeline':
      return <Timeline query={now.query} />;
    case 'overrides':
      return <Overrides />;
    case 'what-if':
      return <WhatIf />;
    case 'drills':
      return <Drills />;
    case 'settings':
      return <Settings />;
    case 'audit':
      return <Audit />;
    case 'service':
      return <ServicePage key={now.service} name={now.service} />;
    case 'explain':
      return <Explain key={now.subject} subject={now.subject} />;
    case 'drill':
      return <DrillReportPage key={now.id} id={now.id} />;
    case 'post-mortem':
      return <PostMortemPage key={now.id} id={now.id} />;
    default:
      return now satisfies never;
  }
}
