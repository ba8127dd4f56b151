import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** The demo's page: built once into dist/web, served by `ballast demo`, works offline. */
export default defineConfig({
  root: 'src/web',
  // Relative, so that the page works behind any path prefix.
  base: './',
  plugins: [preact()],
  build: { outDir: '../../dist/web', emptyOutDir: true, chunkSizeWarningLimit: 900 },
});
