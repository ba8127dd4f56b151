import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { checkPortFree, listenOn, portProblem, PortUnusableError } from './ports.ts';

test('a port that is taken is told with its number', async () => {
  const server = createServer();
  const port = await listenOn(server, null);
  await expect(checkPortFree(port)).rejects.toThrow(`port ${port} of 127.0.0.1 is in use`);
  server.close();
});

test('so is one that only administrators may have; other errors stay what they are', () => {
  const denied = Object.assign(new Error('listen EACCES'), { code: 'EACCES' });
  expect(portProblem(denied, 80)).toEqual(new PortUnusableError(80, 'is not for this user'));
  const other = new Error('other');
  expect(portProblem(other, 80)).toBe(other);
});
