import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { findNode, root, say } from '../../main/start/setup.mjs';

/**
 * A small machine for the hardware lane: a Debian kernel, busybox, udev, and this project's own Node,
 * ports and drivers as they are, in one image for QEMU. Nothing is compiled and nothing installed.
 */
export const lane = join(root, '.cache', 'kernel-lane');

const packages = ['qemu-system-x86', 'busybox-static', 'cpio', 'kmod', 'udev', 'libusb-1.0-0'];
const modules = [
  'usb-common',
  'usbcore',
  'xhci-hcd',
  'xhci-pci',
  'hid',
  'hid-generic',
  'usbhid',
  'uhid',
  'usbserial',
  'ftdi_sio',
];
/** What the guest runs of this project. */
const ours = [
  'main/base',
  'main/contract',
  'main/locker',
  'hardware',
  'test/kernel',
  'package.json',
];

export function buildImage() {
  installPackages();
  const kernel = unpackKernel();
  const image = join(lane, 'root');
  rmSync(image, { recursive: true, force: true });
  for (const folder of ['bin', 'dev', 'proc', 'sys', 'run', 'tmp', 'app', 'lib/modules', 'etc'])
    mkdirSync(join(image, folder), { recursive: true });
  cpSync('/bin/busybox', join(image, 'bin/busybox'));
  copyProgram(realpathSync(findNode()), image, '/bin/node');
  copyProgram('/usr/bin/udevadm', image, '/usr/bin/udevadm');
  copyProgram('/lib/systemd/systemd-udevd', image, '/lib/systemd/systemd-udevd');
  for (const library of ['libudev.so.1', 'libusb-1.0.so.0']) copyLibrary(library, image);
  cpSync('/lib/udev', join(image, 'lib/udev'), { recursive: true });
  for (const module of modules) copyModule(kernel.modules, module, join(image, 'lib/modules'));
  for (const part of ours) cpSync(join(root, part), join(image, 'app', part), { recursive: true });
  for (const name of [...nodePackages('serialport'), ...nodePackages('node-hid')])
    cpSync(join(root, 'node_modules', name), join(image, 'app/node_modules', name), {
      recursive: true,
      dereference: true,
    });
  writeFileSync(join(image, 'init'), init, { mode: 0o755 });
  const initrd = join(lane, 'initrd.gz');
  execFileSync('sh', ['-c', `find . | cpio -o -H newc --quiet | gzip -1 > '${initrd}'`], {
    cwd: image,
  });
  return { kernel: kernel.image, initrd };
}

function installPackages() {
  const here = (name) => spawnSync('dpkg', ['-s', name], { stdio: 'ignore' }).status === 0;
  const missing = packages.filter((name) => !here(name));
  if (missing.length === 0) return;
  say(`installing for the hardware lane: ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const stdio = ['ignore', 'ignore', 'inherit'];
  execFileSync('apt-get', ['update', '-qq'], { stdio, env });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    stdio,
    env,
  });
}

/** The kernel of this Debian with all its modules: downloaded and unpacked, not installed. */
function unpackKernel() {
  const folder = join(lane, 'kernel');
  const boot = join(folder, 'boot');
  if (!existsSync(boot)) {
    const depends = execFileSync('apt-cache', ['depends', 'linux-image-amd64'], {
      encoding: 'utf8',
    });
    const name = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
    if (!name) throw new Error('Debian names no kernel');
    const download = mkdtempSync(join(tmpdir(), 'restante-kernel-'));
    say(`downloading ${name} …`);
    execFileSync('apt-get', ['download', name], { cwd: download, stdio: ['ignore', 2, 'ignore'] });
    const [file] = readdirSync(download);
    mkdirSync(folder, { recursive: true });
    execFileSync('dpkg-deb', ['-x', join(download, file), folder]);
    rmSync(download, { recursive: true });
  }
  const image = readdirSync(boot).find((name) => name.startsWith('vmlinuz-'));
  const version = image.slice('vmlinuz-'.length);
  return { image: join(boot, image), modules: join(folder, 'lib/modules', version) };
}

function copyModule(folder, name, to) {
  const file = readdirSync(folder, { recursive: true }).find(
    (path) => /\.ko(\.xz)?$/.test(path) && basename(path).split('.')[0] === name,
  );
  if (!file) throw new Error(`the kernel has no module ${name}`);
  const target = join(to, `${name}.ko`);
  if (file.endsWith('.xz'))
    writeFileSync(target, execFileSync('xz', ['-dc', join(folder, file)], { maxBuffer: 1e8 }));
  else cpSync(join(folder, file), target);
}

/** A program with the libraries that it is linked to. */
function copyProgram(path, image, to) {
  mkdirSync(dirname(join(image, to)), { recursive: true });
  copyFileSync(path, join(image, to));
  const linked = execFileSync('ldd', [path], { encoding: 'utf8' });
  for (const [, library] of linked.matchAll(/(?:=> |^\s*)(\/\S+)/gm))
    if (!existsSync(join(image, library))) {
      mkdirSync(dirname(join(image, library)), { recursive: true });
      copyFileSync(library, join(image, library));
    }
}

function copyLibrary(name, image) {
  for (const folder of ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu'])
    if (existsSync(join(folder, name))) {
      copyProgram(join(folder, name), image, join('/lib/x86_64-linux-gnu', name));
      return;
    }
  throw new Error(`${name} is not installed`);
}

/** A package and everything that it depends on, by their folders in node_modules. */
function nodePackages(name, known = new Set()) {
  if (known.has(name) || !existsSync(join(root, 'node_modules', name))) return known;
  known.add(name);
  const manifest = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  );
  for (const each of Object.keys(manifest.dependencies ?? {})) nodePackages(each, known);
  return known;
}

const init = `#!/bin/busybox sh
B=/bin/busybox
$B mount -t proc proc /proc; $B mount -t sysfs sys /sys; $B mount -t devtmpfs dev /dev; $B mount -t tmpfs run /run
for m in ${modules.join(' ')}; do $B insmod /lib/modules/$m.ko; done
/lib/systemd/systemd-udevd --daemon
udevadm trigger --action=add; udevadm settle -t 10
$B stty -F /dev/ttyS1 raw -echo 115200
export PATH=/bin:/usr/bin
cd /app && node test/kernel/guest.ts > /dev/ttyS0 2>&1
$B poweroff -f
`;
