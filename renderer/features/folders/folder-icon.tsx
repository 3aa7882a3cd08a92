import { Folder as FolderMark, FolderX, Image, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Folder } from '../../../app/contract/library.ts';
import type { z } from 'zod';

/** A folder or single photo, and whether it is there. */
export function FolderIcon({ folder }: { folder: Pick<z.output<typeof Folder>, 'state' | 'kind'> }): ReactNode {
  if (folder.state === 'scanning') return <LoaderCircle className="spin" aria-hidden />;
  if (folder.state !== 'online') return <FolderX aria-hidden />;
  return folder.kind === 'file' ? <Image aria-hidden /> : <FolderMark aria-hidden />;
}
