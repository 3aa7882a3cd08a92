/** @file The desktop app: `electron . [FOLDER ...]`, or as packaged. */
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { foldersFromArguments } from '../../main/electron/folders-from-arguments.ts';
import { openShell } from '../../main/electron/open-shell.ts';
import { privilegedSchemes } from '../../main/electron/pages/addresses.ts';
import { runApp } from '../../main/electron/run-app.ts';
import { createLogger, formatRecord, type LogSink } from '../../main/platform/create-logger.ts';
import { createLogFile } from '../../main/platform/log-file.ts';
import { defaultLibraryDirectory } from '../../main/platform/paths.ts';
import { pageDirectory, processScript } from './locations.ts';

const givenLibrary = process.env['AFTERIMAGE_LIBRARY'];
const libraryDirectory = resolve(givenLibrary ?? defaultLibraryDirectory(process.platform, process.env, homedir()));
// Chromium's own files, apart from the library; a library of one's own is an instance of its own.
const profileDirectory =
  givenLibrary === undefined ? join(app.getPath('appData'), 'afterimage-window') : join(libraryDirectory, 'window');
const logDirectory = join(libraryDirectory, 'logs');

app.setName('Afterimage');
app.setPath('userData', profileDirectory);
app.enableSandbox();
protocol.registerSchemesAsPrivileged(privilegedSchemes);

runApp({
  app,
  folders: foldersFromArguments(process.argv, app.isPackaged, process.cwd()),
  staysWithoutWindows: process.platform === 'darwin',
  open: () => openShell(electron(), options()),
});

function electron(): Parameters<typeof openShell>[0] {
  return {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    MessageChannelMain,
    powerMonitor,
    protocol,
    safeStorage,
    screen,
    session,
    shell,
    utilityProcess,
  };
}

function options(): Parameters<typeof openShell>[1] {
  return {
    engineScript: processScript('engine'),
    scriptOf: processScript,
    preloadScript: join(dirname(fileURLToPath(import.meta.url)), 'preload.cjs'),
    pageDirectory,
    engineConfiguration: { libraryDirectory, ...(app.isPackaged ? { resources: process.resourcesPath } : {}) },
    environment: process.env,
    profileDirectory,
    logDirectory,
    logger: createLogger({ level: 'info', sink: logSink() }),
  };
}

/** Main's own log beside the engine's, and standard error too where AFTERIMAGE_LOG asks for it. */
function logSink(): LogSink {
  const toFile = createLogFile(join(logDirectory, 'shell'));
  if (process.env['AFTERIMAGE_LOG'] !== 'stderr') return toFile;
  return (record) => {
    toFile(record);
    process.stderr.write(`${formatRecord(record)}\n`);
  };
}
