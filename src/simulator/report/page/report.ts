import type { Summary } from '../summary.ts';
export function renderReport(
  _summary: Summary,
  _options: { readonly strategy: string | null },
): string {
  return '';
}
