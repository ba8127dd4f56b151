/** No Status API: metrics and, without a database, health are only on the Admin API or nowhere. */

import { defineRule } from '../../../define-rule.ts';
import { listOf } from '../../../inputs/live.ts';
import { kong, node } from '../examples.ts';
import { eachNode, nameOf } from '../setting.ts';

interface Values {
  readonly node: string;
  readonly isDataPlane: boolean;
}

export const noStatusApi = defineRule<'live', Values>({
  code: 'KB403',
  name: 'no-status-api',
  severity: 'info',
  source: 'kong-facts B6, D1; recordings 71',
  appliesTo: 'live',
  *check(input) {
    for (const { node: one, setting } of eachNode(input)) {
      const listen = one.configuration['status_listen'];
      if (listen === undefined || listOf(listen).some((entry) => entry !== 'off')) continue;
      const isDataPlane = one.role === 'data_plane';
      const severity = isDataPlane ? 'error' : 'info';
      yield { ...setting('status_listen'), severity, values: { node: nameOf(one), isDataPlane } };
    }
  },
  text: {
    en: {
      title: 'no Status API',
      message: ({ node: name, isDataPlane }) =>
        isDataPlane
          ? `${name} is a data plane without status_listen: nobody can read its target health`
          : `${name} has no status_listen: Prometheus has to scrape the Admin API, which can also write`,
      fix: () =>
        'set status_listen = 127.0.0.1:8007, or an address that Prometheus and Ballast reach',
      why: 'The Status API shows metrics, readiness and health and can change nothing, so it may be opened to monitoring where the Admin API may not.',
    },
    nl: {
      title: 'geen Status API',
      message: ({ node: name, isDataPlane }) =>
        isDataPlane
          ? `${name} is een data plane zonder status_listen: niemand kan de health van zijn targets lezen`
          : `${name} heeft geen status_listen: Prometheus moet de Admin API scrapen, en die kan ook schrijven`,
      fix: () =>
        'zet status_listen = 127.0.0.1:8007, of een adres waar Prometheus en Ballast bij kunnen',
      why: 'De Status API laat metrics, gereedheid en health zien en kan niets veranderen. Die kun je dus openzetten voor monitoring waar dat met de Admin API niet mag.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({ nodes: [node({}, { status_listen: ['off'] })] }),
    at: ['nodes["127.0.0.1:8001"].configuration.status_listen'],
  },
});
