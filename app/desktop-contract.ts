/** @file The few things that only a desktop shell can do, served by Electron's main process beside the engine. */
import { z } from 'zod';
import { call, defineContract, type Client, type Handlers } from './contract/define.ts';
import { PhotoId } from './contract/ids.ts';

export const desktopContract = defineContract({
  desktop: {
    /** Paths that the person picked; empty where the dialog was closed. */
    pickFolders: call(z.object({}), z.object({ paths: z.array(z.string()) })),
    /** One folder, for a backup or a move of the library. */
    pickDirectory: call(z.object({ title: z.string().max(200) }), z.object({ path: z.string().nullable() })),
    revealPhoto: call(z.object({ photoId: PhotoId }), z.object({})),
    openExternal: call(z.object({ url: z.url({ protocol: /^https$/ }) }), z.object({})),
  },
});

export type Desktop = Client<typeof desktopContract>['desktop'];
export type DesktopHandlers = Handlers<typeof desktopContract>;
