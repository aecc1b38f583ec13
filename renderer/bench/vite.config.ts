import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The bench page: development only, never in the packaged app. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../.build/bench',
    emptyOutDir: true,
    target: 'chrome120',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
