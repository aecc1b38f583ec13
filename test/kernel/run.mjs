import { spawnSync } from 'node:child_process';
import { findNode, installPackages, root } from '../../main/start/setup.mjs';
import { buildImage } from './image.mjs';

/** `npm run test:hardware`: this project's drivers on real ttyUSB and hidraw devices, in QEMU. */
installPackages();
const { kernel, initrd } = buildImage();
const run = spawnSync(findNode(), ['test/kernel/host.ts', kernel, initrd], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
