/** What is wrong with a value, in the value's own shape; arrays are sparse (`null` = right). */
export type ErrorTree =
  string | readonly (ErrorTree | null)[] | { readonly [key: string]: ErrorTree };

export type FieldErrors = Record<string, ErrorTree>;
