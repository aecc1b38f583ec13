import { build, installPackages } from './setup.mjs';

/** Builds everything that a window needs: the screen, the bench, Electron's main process, its preload. */
installPackages();
build({ electron: true });
