import type { ReactNode } from 'react';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { en } from '../../text/en.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useModelCall } from './use-models.ts';

export function RemoveModelDialog({ model, onClose }: { model: ModelInfo; onClose: () => void }): ReactNode {
  const remove = useModelCall(
    (models, modelId: ModelInfo['modelId']) => models.remove({ modelId }),
    ({ freedBytes }) => en.models.removed(freedBytes),
  );
  return (
    <ConfirmDialog
      title={en.models.removeTitle(model.title)}
      text={en.models.removeText(model.diskBytes)}
      action={en.models.remove}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(model.modelId, { onSettled: onClose })}
      onClose={onClose}
    />
  );
}
