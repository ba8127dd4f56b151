/** Whether a host is this machine itself. IPv6 addresses with or without brackets. */
export function isLoopback(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    plain === 'localhost' ||
    /^127(\.\d{1,3}){3}$/.test(plain) ||
    /^(0{0,4}:)*:?0{0,3}1$/.test(plain)
  );
}

/** Whether a host stands for every address of this machine. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/.test(host.replace(/^\[|\]$/g, ''));
}
