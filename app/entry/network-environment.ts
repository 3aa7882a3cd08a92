import { resolve } from 'node:path';
import { z } from 'zod';
import type { NetworkOptions } from '../../main/engine/models/installing/connect-hub.ts';
import { AppError } from '../contract/errors.ts';

const proxyNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
const HubAddress = z.url({ protocol: /^https?$/ }).optional();

export interface NetworkEnvironment {
  readonly network: NetworkOptions;
  readonly moreManifests: string | null;
}

/**
 * What the environment says of the network: the usual proxy variables, `AFTERIMAGE_HUB` for a hub in place of the one in the
 * settings, and `AFTERIMAGE_CATALOGUE` for a folder of more manifests. @throws `invalid_input` for a hub that is no address.
 */
export function readNetworkEnvironment(environment: Readonly<Record<string, string | undefined>>): NetworkEnvironment {
  const given = (name: string): string | undefined => environment[name] || undefined;
  const hub = HubAddress.safeParse(given('AFTERIMAGE_HUB'));
  if (!hub.success) {
    const text = given('AFTERIMAGE_HUB');
    throw new AppError(
      'invalid_input',
      `Expected AFTERIMAGE_HUB to be an address such as https://… but it is “${text}”.`,
    );
  }
  const catalogue = given('AFTERIMAGE_CATALOGUE');
  return {
    network: {
      hubAddress: hub.data ?? null,
      proxy: Object.fromEntries(proxyNames.map((name) => [name, environment[name]])),
    },
    moreManifests: catalogue === undefined ? null : resolve(catalogue),
  };
}
