/**
 * The frame of every report that is one HTML file: no scripts, nothing from elsewhere, so that it can
 * be mailed, read without network, and printed.
 */

import { element, type Markup, verbatim } from './markup.ts';

export function renderHtmlPage({
  language,
  title,
  style,
  body,
}: {
  readonly language: string;
  /** Plain text. */
  readonly title: string;
  /** Style sheet of our own making. */
  readonly style: string;
  /** The `body` element. */
  readonly body: Markup;
}): string {
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, title),
    element('style', {}, verbatim(style)),
  );
  return `<!doctype html>\n${element('html', { lang: language }, head, body).markup}\n`;
}
