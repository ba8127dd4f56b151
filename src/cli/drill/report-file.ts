/** A report in the form that is asked for. */

import { extname } from 'node:path';

import { renderDrillHtml } from '../../drill/report/render-html.ts';
import { renderDrillMarkdown } from '../../drill/report/render-markdown.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import { usageFailure } from '../failure.ts';
import { writeOutput } from '../output-file.ts';

export const REPORT_FORMATS = ['md', 'html', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export function renderReport(
  report: DrillReport,
  { format, lang }: { readonly format: ReportFormat; readonly lang: 'en' | 'nl' },
): string {
  switch (format) {
    case 'md':
      return renderDrillMarkdown(report, lang);
    case 'html':
      return renderDrillHtml(report, lang);
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    default:
      return format satisfies never;
  }
}

export function formatOf(file: string): ReportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const found = REPORT_FORMATS.find((format) => format === ending);
  if (found !== undefined) return found;
  throw usageFailure(`${file} says no form`, 'Name a file that ends in .md, .html or .json.');
}

export async function saveReport(
  report: DrillReport,
  { file, lang }: { readonly file: string; readonly lang: 'en' | 'nl' },
): Promise<void> {
  await writeOutput(file, renderReport(report, { format: formatOf(file), lang }));
}
