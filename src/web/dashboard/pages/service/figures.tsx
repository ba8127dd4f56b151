/** The figures one looks at first. */

import type { Sample } from '../../../../model/history.ts';
import type { UpstreamStatus } from '../../../../model/status.ts';
import { callForItems } from '../../api/client.ts';
import { serverNowMs } from '../../state/live.ts';
import { useResource } from '../../state/resource.ts';
import { msText, numberText, percentText, rateText, words } from '../../words/words.ts';

const EVERY_MS = 5_000;
const SPAN_MS = 120_000;

export function Figures({ entry }: { readonly entry: UpstreamStatus }) {
  const t = words.value.service;
  const { service, demandRps, failingRatio, budget, shedRatio = 0 } = entry;
  const newest = useNewestSample(service);
  const burn = Object.entries(budget?.burn ?? {}).filter(([window]) => BURNS.includes(window));
  return (
    <dl class="figures">
      <Figure label={t.demand} value={rateText(demandRps)} />
      <Figure label={t.failing} value={percentText(failingRatio)} isBad={failingRatio > 0.01} />
      <Figure label={t.p50} value={msText(newest?.p50Ms ?? null)} />
      <Figure label={t.p99} value={msText(newest?.p99Ms ?? null)} />
      {budget !== undefined && (
        <Figure
          label={t.budget}
          value={percentText(budget.leftRatio)}
          isBad={budget.leftRatio < 0.25}
        />
      )}
      {burn.map(([window, rate]) => (
        <Figure
          key={window}
          label={t.burn(window)}
          value={`${numberText(rate, rate < 10 ? 1 : 0)}×`}
          isBad={rate >= PAGE_BURN}
        />
      ))}
      {shedRatio > 0 && <Figure label={t.shed} value={percentText(shedRatio)} isBad />}
    </dl>
  );
}

const BURNS: readonly string[] = ['5m', '1h', '6h'];
/** SRE workbook, chapter 5. */
const PAGE_BURN = 14.4;

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly isBad?: boolean;
}

function Figure({ label, value, isBad = false }: FigureProps) {
  return (
    <div class="figure" data-level={isBad ? 'bad' : undefined}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function useNewestSample(service: string) {
  const { data } = useResource({
    key: service,
    everyMs: EVERY_MS,
    load: (signal) => {
      const untilMs = serverNowMs.peek();
      const query = { sinceMs: untilMs - SPAN_MS, untilMs, service };
      return callForItems<Sample>({ path: 'samples', query, signal });
    },
  });
  return data?.at(-1)?.services.find((one) => one.service === service);
}
