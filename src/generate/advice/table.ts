/** A Markdown table, padded so that it also reads well as plain text. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) =>
    Math.min(40, Math.max(3, ...cells.map((row) => row[column]?.length ?? 0))),
  );
  const isNumeric = (column: number) => numeric.includes(column);
  const pad = (cell: string, column: number) =>
    isNumeric(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  const line = (row: readonly string[]) => `| ${row.map(pad).join(' | ')} |`;
  const dashes = widths.map((width, column) =>
    isNumeric(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  const [first = [], ...rest] = cells;
  return [line(first), `| ${dashes.join(' | ')} |`, ...rest.map(line)].join('\n');
}
