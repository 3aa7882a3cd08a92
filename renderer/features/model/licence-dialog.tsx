import type { ReactNode } from 'react';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useLicence } from './use-models.ts';

/** The licence of a model, to be read at any time. */
export function LicenceDialog({ model, onClose }: { model: ModelInfo; onClose: () => void }): ReactNode {
  const footer = (
    <Button kind="outline" onClick={onClose}>
      {en.close}
    </Button>
  );
  return (
    <Dialog wide title={en.models.licence.title(model.title)} footer={footer} onClose={onClose}>
      {model.licenceNotice === null ? null : <Notice tone="warn">{model.licenceNotice}</Notice>}
      <LicenceText model={model} />
    </Dialog>
  );
}

/** The text of a licence in a box that scrolls by itself, with the keyboard too. */
export function LicenceText({ model }: { model: ModelInfo }): ReactNode {
  const licence = useLicence(model.modelId);
  if (licence.isError) return <Notice tone="bad">{errorText(licence.error)}</Notice>;
  if (licence.isPending) return <p className="quiet">{en.loading}</p>;
  const { name, text } = licence.data;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to be reached with Tab
    <pre className="licence-text" role="region" aria-label={en.models.licence.text(name)} tabIndex={0}>
      {text}
    </pre>
  );
}
