/** One post-mortem to be read, in the language of the reader; and to take along as Markdown. */

import type { RenderedReport, ReportBlock, ReportText } from '../../../model/post-mortem.ts';
import { call } from '../api/client.ts';
import { ProblemBox } from '../parts/problem-box.tsx';
import { pageHref } from '../router.ts';
import { useResource } from '../state/resource.ts';
import { words } from '../words/words.ts';

export function PostMortemPage({ id }: { readonly id: string }) {
  const t = words.value.postMortems;
  const { data, problem, reload } = useResource<RenderedReport>({
    key: id,
    load: (signal) => call({ path: `post-mortems/${encodeURIComponent(id)}/document`, signal }),
  });
  if (problem !== null) return <ProblemBox problem={problem} onRetry={reload} />;
  if (data === null) return <p>{words.value.app.loading}</p>;
  const { title, subtitle, sections } = data.document;
  return (
    <>
      <div class="page-head">
        <h2>{title}</h2>
        <button type="button" onClick={() => save(data.markdown, `post-mortem-${id}.md`)}>
          {t.download}
        </button>
        <a href={pageHref('timeline')}>{t.back}</a>
      </div>
      <p class="minor">{subtitle}</p>
      {sections.map((section) => (
        <section key={section.id} class="panel" aria-label={section.title}>
          <h2>{section.title}</h2>
          {section.blocks.map((block, at) => (
            <Block key={at} block={block} />
          ))}
        </section>
      ))}
    </>
  );
}

function Block({ block }: { readonly block: ReportBlock }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h3>
          <Text parts={block.text} />
        </h3>
      );
    case 'list':
      return (
        <ul class="sentences">
          {block.items.map((item, at) => (
            <li key={at}>
              <Text parts={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <Table block={block} />;
    case 'note':
    case 'paragraph':
    case 'warning':
      return (
        <p class={block.kind === 'warning' ? 'box problem' : undefined}>
          <Text parts={block.text} />
        </p>
      );
    default:
      return block satisfies never;
  }
}

type TableBlock = Extract<ReportBlock, { readonly kind: 'table' }>;

function Table({ block: { head, rows, numeric } }: { readonly block: TableBlock }) {
  const look = (column: number) => (numeric.includes(column) ? 'number' : undefined);
  return (
    // Long lines stay within; whoever goes by keyboard can scroll as well.
    <div class="wide-table" tabIndex={0} role="group" aria-label={head.map(plain).join(', ')}>
      <table class="plain">
        <thead>
          <tr>
            {head.map((text, column) => (
              <th key={column} scope="col" class={look(column)}>
                <Text parts={text} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((text, column) => (
                <td key={column} class={look(column)}>
                  <Text parts={text} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function plain(parts: ReportText): string {
  return parts
    .filter(({ look }) => look !== 'trace')
    .map(({ text }) => text)
    .join('');
}

function Text({ parts }: { readonly parts: ReportText }) {
  return (
    <>
      {parts.map(({ text, look }, at) => {
        if (look === 'strong') return <b key={at}>{text}</b>;
        if (look === 'code') return <code key={at}>{text}</code>;
        return look === 'trace' ? <sup key={at}>{text}</sup> : text;
      })}
    </>
  );
}

/** As a file of the reader's; nothing is asked of anybody. */
function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
