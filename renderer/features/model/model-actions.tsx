import { Download, MessageCircle, RotateCw, ScrollText, Search, ShieldCheck, Trash2, Wrench } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ModelInfo, ModelUse } from '../../../app/contract/models.ts';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { InstallDialog, needsAsking } from './install-dialog.tsx';
import { LicenceDialog } from './licence-dialog.tsx';
import { possibleUses } from './model-list.ts';
import type { ModelSituation } from './model-situation.ts';
import { RemoveModelDialog } from './remove-model-dialog.tsx';
import { useModelCall } from './use-models.ts';
import { useModels } from '../../engine/hooks.ts';

interface ModelActionsProps {
  readonly model: ModelInfo;
  readonly situation: ModelSituation;
}

/** What may be done with a model: the likely things as buttons, the rest in a menu. */
export function ModelActions({ model, situation }: ModelActionsProps): ReactNode {
  const [dialog, setDialog] = useState<'licence' | 'remove' | null>(null);
  const verify = useModelCall(
    (models, modelId: ModelInfo['modelId']) => models.verify({ modelId }),
    () => en.models.verifyStarted,
  );
  const items: MenuItem[] = [
    { label: en.models.licence.read, icon: ScrollText, onChoose: () => setDialog('licence') },
    ...(situation.canVerify
      ? [{ label: en.models.verify, icon: ShieldCheck, onChoose: () => verify.mutate(model.modelId) }]
      : []),
    ...(situation.canRemove ? [{ label: en.models.remove, icon: Trash2, onChoose: () => setDialog('remove') }] : []),
  ];
  const close = (): void => setDialog(null);
  return (
    <>
      <FetchButton model={model} fetch={situation.fetch} />
      {possibleUses(model).map((use) => (
        <UseButton key={use} model={model} use={use} />
      ))}
      <Menu label={en.models.more(model.title)} items={items} />
      {dialog === 'licence' ? <LicenceDialog model={model} onClose={close} /> : null}
      {dialog === 'remove' ? <RemoveModelDialog model={model} onClose={close} /> : null}
    </>
  );
}

const fetchIcons = { install: Download, go_on: RotateCw, repair: Wrench };

/** Starts the download, at once or after asking what has to be asked. */
function FetchButton({ model, fetch }: { model: ModelInfo; fetch: ModelSituation['fetch'] }): ReactNode {
  const [asking, setAsking] = useState(false);
  const install = useModelCall((models, modelId: ModelInfo['modelId']) => models.install({ modelId }));
  if (fetch === null) return null;
  const words = en.models;
  const labels = {
    install: model.fits.ok ? words.installSize(model.sizeBytes) : words.installAnyway,
    go_on: words.goOn,
    repair: words.repair,
  };
  const Icon = fetchIcons[fetch];
  const asks = fetch === 'install' && needsAsking(model);
  const start = (): void => {
    if (asks) setAsking(true);
    else install.mutate(model.modelId);
  };
  return (
    <>
      <Button
        kind={model.fits.ok && fetch !== 'install' ? 'primary' : 'outline'}
        icon={<Icon aria-hidden />}
        aria-label={words.about(labels[fetch], model.title)}
        aria-haspopup={asks ? 'dialog' : undefined}
        disabled={install.isPending}
        onClick={start}
      >
        {labels[fetch]}
      </Button>
      {asking ? <InstallDialog models={[model]} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

const iconsOfUse = { search: Search, chat: MessageCircle };

function UseButton({ model, use }: { model: ModelInfo; use: ModelUse }): ReactNode {
  const next = useModels().data?.search.next?.modelId ?? null;
  const choose = useModelCall(
    (models, input: { use: ModelUse; modelId: ModelInfo['modelId'] }) => models.use(input),
    () => en.models.useDone[use],
  );
  const onItsWay = use === 'search' && next === model.modelId;
  if (model.state !== 'installed' || model.uses.includes(use) || onItsWay) return null;
  const Icon = iconsOfUse[use];
  return (
    <Button
      kind="outline"
      icon={<Icon aria-hidden />}
      aria-label={en.models.about(en.models.use[use], model.title)}
      disabled={choose.isPending}
      onClick={() => choose.mutate({ use, modelId: model.modelId })}
    >
      {en.models.use[use]}
    </Button>
  );
}
