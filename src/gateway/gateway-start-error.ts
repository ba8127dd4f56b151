/** Why a gateway did not start; the message is for the person who started it. */
export class GatewayStartError extends Error {
  override readonly name = 'GatewayStartError';
  readonly code: 'invalid-address' | 'remote-refused' | 'invalid-config' | 'listen-failed';
  /** The listener concerned; `null` when none is. */
  readonly listener: 'proxy' | 'admin' | 'status' | null;
  /** Kong's own error body for an invalid configuration; `null` otherwise. */
  readonly kongError: Readonly<Record<string, unknown>> | null;

  constructor(
    code: GatewayStartError['code'],
    message: string,
    listener: GatewayStartError['listener'],
    kongError: GatewayStartError['kongError'] = null,
  ) {
    super(message);
    this.code = code;
    this.listener = listener;
    this.kongError = kongError;
  }
}
