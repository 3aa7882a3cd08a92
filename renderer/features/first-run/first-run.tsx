import { FolderPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '../../engine/engine-context.tsx';
import { useModels, useUpdateSettings } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useAddFolder } from '../folders/use-add-folder.ts';
import { ModelPoints } from '../model/model-points.tsx';
import { SuggestedModels } from '../model/suggested-models.tsx';
import '../model/models.css';
import { navigate } from '../shell/navigate.ts';
import './first-run.css';

/** The first screen: what this is, what its model can and cannot do, and the one next step. */
export function FirstRun(): ReactNode {
  const store = useAppStore();
  const addFolder = useAddFolder();
  const { mutate: update } = useUpdateSettings();
  const { capabilities } = useSession().hello;
  return (
    <div className="first-run" data-testid="first-run">
      <div className="first-run-inner">
        <h2 className="first-run-title">{en.firstRun.title}</h2>
        <p className="first-run-lead">{en.firstRun.text}</p>
        <ul className="bullets first-run-points">
          {en.firstRun.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <div className="row" data-wrap>
          <Button kind="primary" icon={<FolderPlus aria-hidden />} onClick={addFolder}>
            {en.firstRun.addFolder}
          </Button>
          <Button onClick={() => update({ introSeen: true })}>{en.firstRun.skip}</Button>
          {capabilities.dropFolders ? <span className="quiet">{en.firstRun.addNote}</span> : null}
        </div>
        <SuggestedModels newcomer />
        <AboutModel onOpen={() => navigate(store, { view: 'models' })} />
      </div>
    </div>
  );
}

function AboutModel({ onOpen }: { onOpen: () => void }): ReactNode {
  const model = useModels().data?.models.find(({ source }) => source.kind === 'bundled');
  if (model === undefined) return null;
  return (
    <section className="card">
      <h2>{en.firstRun.modelTitle(model.title)}</h2>
      <ModelPoints title={en.models.goodAt} points={model.goodAt} />
      <ModelPoints title={en.models.limits} points={model.limits} />
      {model.licenceNotice === null ? null : <Notice tone="warn">{model.licenceNotice}</Notice>}
      <div>
        <Button kind="outline" onClick={onOpen}>
          {en.firstRun.openModels}
        </Button>
      </div>
    </section>
  );
}
