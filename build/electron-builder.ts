/**
 * How the desktop application is packed: `electron-builder --config build/electron-builder.ts --linux dir`. Everything is bundled,
 * so no package goes along; a runtime that is on this machine already is used when `ELECTRON_OVERRIDE_DIST_PATH` names it.
 */
import type { Configuration } from 'electron-builder';

const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;

const configuration: Configuration = {
  appId: 'app.mullion.desktop',
  productName: 'Mullion',
  directories: { output: 'out' },
  files: [
    'package.json',
    'LICENSE',
    'dist/electron/**',
    'dist/renderer/**',
    '!dist/renderer/demo.html',
    '!**/*.map',
    '!node_modules/**',
  ],
  asar: true,
  npmRebuild: false,
  ...(runtime === undefined ? {} : { electronDist: runtime }),
  // On Linux the desktop file says so; macOS and Windows read it from the bundle and the installer.
  protocols: [{ name: 'Mullion', schemes: ['mullion'] }],
  linux: {
    target: ['dir'],
    category: 'Network;Chat',
    // Native Wayland knows no window positions; windows come back where they were under X11, or XWayland.
    executableArgs: ['--ozone-platform=x11'],
  },
};

export default configuration;
