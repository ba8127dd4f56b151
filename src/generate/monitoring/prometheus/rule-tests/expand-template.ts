/** What Prometheus makes of the templates in the alerts' texts; only the forms that are used there. */

export function expandTemplate(
  text: string,
  { labels, value }: { readonly labels: Readonly<Record<string, string>>; readonly value?: number },
): string {
  return text.replaceAll(/\{\{ ([^}]+) \}\}/g, (_, inner: string) => {
    const [subject = '', filter] = inner.split(' | ');
    if (subject.startsWith('$labels.')) return labels[subject.slice('$labels.'.length)] ?? '';
    if (value === undefined) return '';
    if (filter === 'humanizePercentage') return `${shortNumber(value * 100)}%`;
    if (filter === 'humanizeDuration') return humanDuration(value);
    return shortNumber(value);
  });
}

/** Go's `%.4g`, for values that need no exponent. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function humanDuration(totalSeconds: number): string {
  const seconds = Math.floor(totalSeconds);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds}s` : `${minutes}m ${seconds % 60}s`;
}
