/** HTML and SVG made of elements, so that whatever is put in is escaped. */

export interface Markup {
  readonly markup: string;
}

export type Child = string | Markup | readonly Child[] | null;

/** `null` leaves an attribute out. */
export type Attributes = Readonly<Record<string, string | number | null>>;

export function element(
  name: string,
  attributes: Attributes,
  ...children: readonly Child[]
): Markup {
  const given = Object.entries(attributes)
    .map(([key, value]) => (value === null ? '' : ` ${key}="${escape(String(value))}"`))
    .join('');
  const inside = children.map(render).join('');
  const isVoid = VOID.has(name) || (inside === '' && SHAPES.has(name));
  return { markup: isVoid ? `<${name}${given}/>` : `<${name}${given}>${inside}</${name}>` };
}

/** For what is markup already and of our own making, such as the style sheet. */
export function verbatim(markup: string): Markup {
  return { markup };
}

const VOID: ReadonlySet<string> = new Set(['meta', 'br']);
const SHAPES: ReadonlySet<string> = new Set(['path', 'rect', 'circle']);

function render(child: Child): string {
  if (child === null) return '';
  if (typeof child === 'string') return escape(child);
  return 'markup' in child ? child.markup : child.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
