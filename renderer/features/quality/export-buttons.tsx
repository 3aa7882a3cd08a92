import { FileDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { toCsv, toMarkdown } from '../../../app/contract/quality-export.ts';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { downloadText } from '../../ui/download-text.ts';
import { isMeasured, type ComparedModel, type Source } from './comparison.ts';

/** The comparison as a file. */
export function ExportButtons({ models, source }: { models: readonly ComparedModel[]; source: Source }): ReactNode {
  const name = `${en.quality.fileName}-${source}`;
  const rows = models.filter(isMeasured);
  return (
    <div className="row" data-wrap>
      <Button kind="outline" icon={<FileDown aria-hidden />} onClick={() => downloadText(`${name}.csv`, toCsv(rows))}>
        {en.quality.exportCsv}
      </Button>
      <Button
        kind="outline"
        icon={<FileDown aria-hidden />}
        onClick={() => downloadText(`${name}.md`, toMarkdown(rows, en.quality.markdownTitle))}
      >
        {en.quality.exportMarkdown}
      </Button>
    </div>
  );
}
