/** How to make an image of Ballast: there is no published one. */

import { METRICS_PORT, STATE_FILE, STRATEGY_FOLDER } from './needs.ts';

/** What the user builds; nothing of this name is in a registry. */
export const IMAGE = 'ballast:local';

export const DOCKERFILE = `# An image of Ballast, for you to build: there is none in a registry. Written by ballast generate.
# In a checkout of Ballast: npm run build && npm pack   (makes ballast-VERSION.tgz)
# Then: docker build -t ${IMAGE} --build-arg PACKAGE=ballast-VERSION.tgz -f THIS_FILE FOLDER_OF_THE_TGZ
FROM node:24-bookworm-slim

ARG PACKAGE=ballast.tgz
COPY \${PACKAGE} /tmp/ballast.tgz
RUN npm install --global --omit=dev /tmp/ballast.tgz \\
  && npm cache clean --force \\
  && rm /tmp/ballast.tgz \\
  && install -d -o node -g node ${STATE_FILE.replace(/\/[^/]+$/, '')}

USER node
WORKDIR ${STRATEGY_FOLDER}
VOLUME ${STATE_FILE.replace(/\/[^/]+$/, '')}
# Kong's weights stay as they are when this stops (G1).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \\
  CMD ["node", "-e", "fetch('http://127.0.0.1:${METRICS_PORT}/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["ballast"]
CMD ["run", "--strategy", "${STRATEGY_FOLDER}/ballast.yaml", "--state", "${STATE_FILE}", "--metrics", "127.0.0.1:${METRICS_PORT}"]
`;
