import { FileDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { downloadText } from '../../ui/download-text.ts';
import type { ComparedModel, Source } from './comparison.ts';
import { toCsv, toMarkdown } from './export-quality.ts';

/** The comparison as a file. */
export function ExportButtons({ models, source }: { models: readonly ComparedModel[]; source: Source }): ReactNode {
  const name = `${en.quality.fileName}-${source}`;
  return (
    <div className="row" data-wrap>
      <Button kind="outline" icon={<FileDown aria-hidden />} onClick={() => downloadText(`${name}.csv`, toCsv(models))}>
        {en.quality.exportCsv}
      </Button>
      <Button
        kind="outline"
        icon={<FileDown aria-hidden />}
        onClick={() => downloadText(`${name}.md`, toMarkdown(models))}
      >
        {en.quality.exportMarkdown}
      </Button>
    </div>
  );
}
