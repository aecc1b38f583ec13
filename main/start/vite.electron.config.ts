import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import manifest from '../../package.json' with { type: 'json' };

/** Electron's main process in one file and flite's thread in another; packages stay where they are installed. */
const packages = Object.keys(manifest.dependencies);

export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  publicDir: false,
  ssr: { external: packages, noExternal: [] },
  build: {
    ssr: true,
    outDir: '.build/electron',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rollupOptions: {
      input: { electron: 'main/electron.ts', 'flite-worker': 'main/speech/flite/worker.ts' },
      external: ['electron', ...builtinModules, /^node:/, ...packages],
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
});
