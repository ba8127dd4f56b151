/** Values and comments in the text of a strategy file. */

/** Bare where YAML reads it as the same text, else quoted as JSON, which YAML reads. */
export function plain(text: string): string {
  const isBare = /^[a-z][\w.-]*$|^\d[\w.]*(%|ms|s|m|rps|rpm)$/i.test(text);
  const isWord = /^(true|false|yes|no|on|off|null|none|y|n)$/i.test(text);
  return isBare && !isWord ? text : JSON.stringify(text);
}

/** `[a, b]`. */
export function flow(texts: readonly string[]): string {
  return `[${texts.map(plain).join(', ')}]`;
}

const WIDTH = 100;

/** Comment lines at this indentation, wrapped. */
export function comment(text: string, indent: number): string {
  const margin = `${' '.repeat(indent)}# `;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && margin.length + line.length + word.length >= WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((one) => `${margin}${one}\n`).join('');
}
