/** @file What a measured choice of device depends on: the graphics drivers, the system and onnxruntime's version. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, release } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const icdFolders = ['/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/usr/share/vulkan/icd.d'];
const windowsDisplayClass = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}';

/** One line that changes whenever a driver, the system or onnxruntime does: a choice measured with another is not used. */
export async function readDriver(environment: Readonly<Record<string, string | undefined>>): Promise<string> {
  const runtime = createRequire(import.meta.url)('onnxruntime-node/package.json') as { readonly version: string };
  const parts = [`onnxruntime ${runtime.version}`, `${platform()} ${arch()} ${release()}`];
  if (platform() === 'linux') parts.push(...(await linuxDrivers(environment)));
  if (platform() === 'win32') parts.push(...(await windowsDrivers()));
  return parts.join('; ');
}

async function linuxDrivers(environment: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const named = environment['VK_DRIVER_FILES'] ?? environment['VK_ICD_FILENAMES'];
  const files = named === undefined ? await filesIn(icdFolders) : named.split(delimiter);
  const vulkan = (await Promise.all(files.sort().map(vulkanDriver))).filter((state) => state !== null);
  const nvidia = /\b\d+\.\d+(\.\d+)?\b/.exec(await textOf('/proc/driver/nvidia/version'))?.[0];
  const hash = createHash('sha256').update(vulkan.join('\n')).digest('hex').slice(0, 8);
  return [
    ...(nvidia === undefined ? [] : [`NVIDIA ${nvidia}`]),
    vulkan.length === 0
      ? 'no Vulkan driver'
      : `${vulkan.length} Vulkan ${vulkan.length === 1 ? 'driver' : 'drivers'} (${hash})`,
  ];
}

/** What a driver's manifest names, as the file that it is now; null where there is none. */
async function vulkanDriver(manifest: string): Promise<string | null> {
  try {
    const { ICD } = JSON.parse(await readFile(manifest, 'utf8')) as { ICD: { library_path: string } };
    const library = ICD.library_path;
    if (!library.includes('/')) return `${manifest} ${library} ${(await stat(manifest)).mtimeMs}`;
    const path = await realpath(resolve(dirname(manifest), library));
    const { size, mtimeMs } = await stat(path);
    return `${path} ${size} ${mtimeMs}`;
  } catch {
    return null;
  }
}

async function windowsDrivers(): Promise<string[]> {
  const query = ['query', windowsDisplayClass, '/s', '/v', 'DriverVersion'];
  const answer = await promisify(execFile)('reg', query, { timeout: 5000 }).catch(() => ({ stdout: '' }));
  const versions = [...answer.stdout.matchAll(/DriverVersion\s+REG_SZ\s+(\S+)/g)].map((match) => match[1]!);
  return versions.map((version) => `display driver ${version}`);
}

async function filesIn(folders: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    folders.map(async (folder) => (await readdir(folder).catch(() => [])).map((name) => join(folder, name))),
  );
  return lists.flat();
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
