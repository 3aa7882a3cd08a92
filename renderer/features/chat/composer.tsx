import { useQuery } from '@tanstack/react-query';
import { ArrowUp, Square } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useApp } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import type { Asking } from './use-ask.ts';

const longest = 2000;

/** Where a question is written: Enter sends, Shift+Enter starts a line, Stop ends the answer at once. */
export function Composer({ asking }: { asking: Asking }): ReactNode {
  const photoIds = useApp((state) => state.chat.photoIds);
  const [question, setQuestion] = useState('');
  const streaming = asking.live?.state === 'streaming';
  const send = (text: string): void => {
    if (text.trim() === '' || streaming) return;
    asking.ask(text.trim(), photoIds);
    setQuestion('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send(question);
  };
  return (
    <div className="chat-foot">
      {streaming ? null : <SuggestedQuestions onChoose={send} />}
      <form
        className="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send(question);
        }}
      >
        <textarea
          id="chat-question"
          rows={2}
          maxLength={longest}
          aria-label={en.chat.input}
          placeholder={en.chat.placeholder(photoIds.length)}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-foot quiet">
          <kbd>Enter</kbd> <span className="grow">{en.chat.enterToSend}</span>
          {streaming ? (
            <Button kind="outline" className="small" icon={<Square aria-hidden />} onClick={asking.stop}>
              {en.chat.stop}
            </Button>
          ) : (
            <Button
              kind="primary"
              type="submit"
              className="small"
              icon={<ArrowUp aria-hidden />}
              disabled={question.trim() === ''}
            >
              {en.chat.send}
            </Button>
          )}
        </div>
      </form>
    </div>
  );
}

const most = 3;

function SuggestedQuestions({ onChoose }: { onChoose: (question: string) => void }): ReactNode {
  const engine = useEngine();
  const photoIds = useApp((state) => state.chat.photoIds);
  const questions = useQuery({
    queryKey: keys.questions(photoIds),
    queryFn: ({ signal }) => engine.assistant.suggestQuestions({ photoIds: [...photoIds] }, { signal }),
    enabled: photoIds.length > 0,
  }).data?.questions;
  if (questions === undefined || photoIds.length === 0) return null;
  return (
    <ul className="suggested" aria-label={en.chat.suggested} data-testid="suggested-questions">
      {questions.slice(0, most).map((question) => (
        <li key={question}>
          <button type="button" onClick={() => onChoose(question)}>
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
