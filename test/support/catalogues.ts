/**
 * Compares message catalogues of two languages: the same keys, the same placeholders in each
 * message, and nothing empty in one of them only. Messages are texts with `{name}` in them, or
 * functions of texts; what they are called with shows up as `<name>`.
 */

/** Every message as text, by its path. */
export function messagesOf(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value === 'function') return new Map([[path, callWithMarks(value as Message)]]);
  const entries = Object.entries(value ?? {});
  return new Map(entries.flatMap(([key, inner]) => [...messagesOf(inner, `${path}.${key}`)]));
}

function placeholdersOf(message: string): readonly string[] {
  return [...new Set(message.match(/<\w+>|\{\w+\}/g) ?? [])].toSorted();
}

/** What differs, a line each. */
export function differencesOf(left: unknown, right: unknown): readonly string[] {
  const [ours, theirs] = [messagesOf(left), messagesOf(right)];
  const keys = [...new Set([...ours.keys(), ...theirs.keys()])];
  return keys.flatMap((key) => {
    const [one, other] = [ours.get(key), theirs.get(key)];
    if (one === undefined || other === undefined) return [`${key} is in one language only`];
    const empty =
      (one.trim() === '') !== (other.trim() === '') ? [`${key} is empty in one language`] : [];
    const [wanted, found] = [placeholdersOf(one), placeholdersOf(other)];
    const same = wanted.join() === found.join();
    return same ? empty : [...empty, `${key}: ${wanted.join(' ')} against ${found.join(' ')}`];
  });
}

type Message = (...texts: unknown[]) => unknown;

function callWithMarks(message: Message): string {
  const marks = Array.from({ length: Math.max(1, message.length) }, (_, index) => markOf(index));
  try {
    return String(message(...marks));
  } catch {
    // It reckons with what it is given, such as a list: its own tests call it.
    return '(worked out)';
  }
}

/** Stands for a text, and for an object of texts. */
function markOf(index: number): unknown {
  return new Proxy(
    {},
    {
      get: (_, key) => (key === Symbol.toPrimitive ? () => `<${index}>` : `<${String(key)}>`),
    },
  );
}
