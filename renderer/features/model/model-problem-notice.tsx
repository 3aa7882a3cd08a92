import type { ReactNode } from 'react';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { en } from '../../text/en.ts';
import { codeText } from '../../text/errors.ts';
import { Notice } from '../../ui/notice.tsx';
import type { ModelProblem } from './model-situation.ts';

/** What is the matter with a model, with the file or the reason named; and what restricts its use. */
export function ModelProblemNotice({ problem, model }: { problem: ModelProblem | null; model: ModelInfo }): ReactNode {
  return (
    <>
      {problem === null ? null : (
        <Notice tone={problem.kind === 'corrupt' || problem.kind === 'failed' ? 'bad' : 'warn'}>
          <p data-testid="model-problem">{problemText(problem, model)}</p>
        </Notice>
      )}
      {model.licenceNotice === null ? null : <Notice tone="info">{model.licenceNotice}</Notice>}
    </>
  );
}

function problemText(problem: ModelProblem, { source }: ModelInfo): string {
  const words = en.models.problems;
  switch (problem.kind) {
    case 'corrupt':
      return join(source.kind === 'bundled' ? words.corruptBundled : words.corrupt, problem.detail);
    case 'partial':
      return join(words.partial, problem.detail);
    case 'unfit':
      return join(words.unfit, problem.detail);
    case 'failed':
      return join(`${words.failed} ${codeText(problem.code)}`, problem.detail);
  }
}

const join = (said: string, detail: string | null): string => (detail === null ? said : `${said} ${detail}`);
