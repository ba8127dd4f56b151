/** Empties a Kong that serves for nothing but measurements. */

import { request } from 'undici';

const COLLECTIONS = ['plugins', 'routes', 'services', 'upstreams'] as const;

export async function wipeKong(adminUrl: string): Promise<void> {
  for (const collection of COLLECTIONS) {
    for (;;) {
      const { body } = await request(`${adminUrl}/${collection}?size=1000`);
      const { data }: { data: readonly { id: string }[] } = JSON.parse(await body.text());
      if (data.length === 0) break;
      for (const { id } of data) {
        const answer = await request(`${adminUrl}/${collection}/${id}`, { method: 'DELETE' });
        await answer.body.dump();
      }
    }
  }
}
