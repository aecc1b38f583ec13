import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The preload script: a sandboxed page loads CommonJS only. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  publicDir: false,
  build: {
    lib: { entry: 'main/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    outDir: '.build/electron',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    rollupOptions: { external: ['electron'] },
  },
});
