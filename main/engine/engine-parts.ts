import type { z } from 'zod';
import type { Hello } from '../../app/contract/system.ts';
import type { Inference } from '../inference/client.ts';
import type { Media } from '../media/client.ts';
import type { Logger } from '../platform/logger.ts';
import type { Spawner } from '../platform/process.ts';
import type { SecretStore } from '../platform/secret-store.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Devices } from './devices/open-devices.ts';
import type { Jobs } from './jobs/create-jobs.ts';
import type { NetworkOptions } from './models/installing/connect-hub.ts';
import type { SearchModels } from './models/open-search-models.ts';
import type { Shelf } from './models/open-shelf.ts';
import type { OpenLibrary } from './open-library.ts';

export interface EngineOptions {
  readonly libraryDirectory: string;
  readonly starterDirectory: string;
  readonly spawn: Spawner;
  readonly logger: Logger;
  /** What measured choices of devices depend on (`readDriver`). */
  readonly driver: string;
  readonly hello: z.output<typeof Hello>;
  /** Folders that may be added and browsed; null where any may. */
  readonly roots: readonly string[] | null;
  onBattery(): boolean;
  /** Where the key of the person's own server is kept. */
  readonly secrets: SecretStore;
  readonly network: NetworkOptions;
  /** A folder of models' manifests beside those of the catalogue; null for none. */
  readonly moreManifests: string | null;
  /** Keep the library in step by itself: scan at the start and watch folders. A single command does not. */
  readonly keepInStep: boolean;
}

/** What every part of an open engine works with. */
export interface EngineParts {
  readonly options: EngineOptions;
  readonly library: OpenLibrary;
  readonly shelf: Shelf;
  readonly media: Media;
  readonly devices: Devices;
  /** Runs each model on the device that `devices` chooses. */
  readonly inference: Inference;
  readonly search: SearchModels;
  readonly jobs: Jobs;
  readonly changes: ChangeFeed;
}
