import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

const DASHBOARD = 'dashboard/';
const root = join(import.meta.dirname, 'src/web');

/**
 * Two pages, built once: the demo's (dist/web, served by `ballast demo`) and the dashboard
 * (dist/web/dashboard, served by `ballast run`). Both work offline.
 */
export default defineConfig({
  root,
  // Relative, so that the pages work behind any path prefix.
  base: './',
  plugins: [preact()],
  experimental: {
    renderBuiltUrl: (file, { hostId, hostType }) =>
      // The dashboard's folder is served as a root of its own.
      hostType === 'html' && hostId.startsWith(DASHBOARD)
        ? `./${file.slice(DASHBOARD.length)}`
        : { relative: true },
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Within the dashboard's folder, which is served on its own.
    assetsDir: 'dashboard/assets',
    // The content security policy allows no `data:` addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      input: [join(root, 'index.html'), join(root, 'dashboard/index.html')],
    },
  },
});
