/** All files of Prometheus rules of one call. */

export interface PrometheusInput {
  readonly files: readonly { readonly file: string; readonly data: unknown }[];
}
