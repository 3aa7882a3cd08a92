/** @file SwiftShader, a Vulkan driver that computes on the CPU: Debian's package `chromium` brings it, and a Vulkan loader. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = '/usr/lib/chromium';
const driver = join(folder, 'vk_swiftshader_icd.json');

/** What a process needs in its environment to find it; null where it is not there: tests on it are skipped and say so. */
export const swiftshader: Readonly<Record<string, string>> | null =
  existsSync(driver) && existsSync(join(folder, 'libvulkan.so.1'))
    ? { VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: folder }
    : null;

export const noSwiftshader = `no SwiftShader: install Debian's package chromium`;

/** A process with this finds no Vulkan driver. */
export const noVulkan: Readonly<Record<string, string>> = { VK_DRIVER_FILES: '/nonexistent.json' };
