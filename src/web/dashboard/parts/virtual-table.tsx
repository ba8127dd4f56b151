/**
 * A table of any length of which only the rows in sight (and a few around them) are in the document.
 * Rows are of one height; screen readers are told how many there are and which these are.
 */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export interface Column {
  readonly key: string;
  readonly label: string;
  /** Shown to the right, as numbers are. */
  readonly isNumber?: boolean;
}

interface Props<T> {
  readonly label: string;
  /** Names the grid of columns in the style sheet. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** One for each column. */
  readonly cellsOf: (row: T) => readonly ComponentChildren[];
  /** On a wide and on a narrow screen, px. */
  readonly rowHeight: { readonly wide: number; readonly narrow: number };
}

/** Rendered above and below what is seen. */
const SPARE_ROWS = 6;
/** Up to so many rows the table is as high as they are. */
const ROWS_IN_SIGHT = 14;
const narrow = matchMedia('(max-width: 760px)');

export function VirtualTable<T>(props: Props<T>) {
  const { label, name, columns, rows, keyOf, cellsOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const height = useRowHeight(props.rowHeight);
  const [top, setTop] = useState(0);
  const inSight = Math.min(rows.length, ROWS_IN_SIGHT);
  const lastFirst = Math.max(0, rows.length - inSight);
  const first = Math.max(0, Math.min(lastFirst, Math.floor(top / height)) - SPARE_ROWS);
  const shown = rows.slice(first, first + inSight + 2 * SPARE_ROWS + 1);

  return (
    <div
      class={`grid-table ${name}`}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
    >
      <div role="rowgroup">
        <div role="row" class="row head" aria-rowindex={1}>
          {columns.map((column) => (
            <div key={column.key} role="columnheader" class={cellClass(column)}>
              {column.label}
            </div>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        class="scroller"
        ref={scroller}
        tabIndex={rows.length > inSight ? 0 : -1}
        style={{ height: `${inSight * height + 1}px` }}
        onScroll={() => setTop(scroller.current?.scrollTop ?? 0)}
      >
        <div role="presentation" style={{ height: `${rows.length * height}px` }}>
          <div role="presentation" style={{ transform: `translateY(${first * height}px)` }}>
            {shown.map((row, index) => (
              <div
                key={keyOf(row)}
                role="row"
                class="row"
                aria-rowindex={first + index + 2}
                style={{ height: `${height}px` }}
              >
                <Cells columns={columns} cells={cellsOf(row)} />
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

interface CellsProps {
  readonly columns: readonly Column[];
  readonly cells: readonly ComponentChildren[];
}

function Cells({ columns, cells }: CellsProps) {
  return (
    <>
      {columns.map((column, index) => (
        <div
          key={column.key}
          role={index === 0 ? 'rowheader' : 'cell'}
          class={cellClass(column)}
          data-label={column.label}
        >
          {cells[index]}
        </div>
      ))}
    </>
  );
}

function cellClass({ key, isNumber = false }: Column): string {
  return `cell cell-${key}${isNumber ? ' number' : ''}`;
}

function useRowHeight(heights: Props<unknown>['rowHeight']): number {
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const update = () => setNarrow(narrow.matches);
    narrow.addEventListener('change', update);
    return () => narrow.removeEventListener('change', update);
  }, []);
  return isNarrow ? heights.narrow : heights.wide;
}
