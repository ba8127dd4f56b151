/** A field to search with; how many are found is told to screen readers as well. */

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onInput: (typed: string) => void;
  readonly found?: string;
}

export function SearchBox({ label, value, onInput, found }: Props) {
  return (
    <div class="search">
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {found !== undefined && (
        <span class="minor" role="status">
          {found}
        </span>
      )}
    </div>
  );
}
