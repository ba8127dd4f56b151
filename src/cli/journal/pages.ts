/** Everything of a span, page by page: what is added meanwhile shifts nothing, since pages go by id. */

import type { HistoryQuery, Numbered } from '../../model/history.ts';

const PAGE = 1_000;

export interface PageQuery {
  readonly sinceMs: number;
  readonly untilMs: number;
}

export async function* readPages<T>(
  read: (query: HistoryQuery) => Promise<readonly Numbered<T>[]>,
  { sinceMs, untilMs }: PageQuery,
): AsyncGenerator<readonly Numbered<T>[]> {
  let afterId = 0;
  for (;;) {
    const page = await read({ sinceMs, untilMs, afterId, limit: PAGE });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.id;
  }
}
