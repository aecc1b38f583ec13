import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The kiosk's screen as static files; relative addresses, so any protocol can serve them. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../.build/renderer',
    emptyOutDir: true,
    target: 'chrome120',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
