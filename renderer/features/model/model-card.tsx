import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useMemo, useState, type ReactNode } from 'react';
import type { ModelInfo } from '../../../app/contract/models.ts';
import type { z } from 'zod';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Markdown } from './markdown.tsx';
import { parseMarkdown } from './parse-markdown.ts';

/** The whole model card, opened on demand. */
export function ModelCard({ model }: { model: z.output<typeof ModelInfo> }): ReactNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="stack">
      <div>
        <Button
          kind="outline"
          icon={open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {en.models.card}
        </Button>
      </div>
      <section id={id} aria-label={en.models.cardTitle(model.title)} hidden={!open} data-testid="model-card">
        {open ? <CardText model={model} /> : null}
      </section>
    </div>
  );
}

function CardText({ model: { modelId, title } }: { model: z.output<typeof ModelInfo> }): ReactNode {
  const engine = useEngine();
  const card = useQuery({
    queryKey: keys.modelCard(modelId),
    queryFn: ({ signal }) => engine.models.card({ modelId }, { signal }),
  });
  const markdown = card.data?.markdown ?? '';
  const blocks = useMemo(() => parseMarkdown(markdown), [markdown]);
  if (card.isError) return <Notice tone="bad">{errorText(card.error)}</Notice>;
  if (card.isPending) return <p className="quiet">{en.loading}</p>;
  return <Markdown blocks={blocks} topLevel={3} labelTable={(number) => en.models.cardTable(number, title)} />;
}
