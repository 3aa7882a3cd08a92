import { useQuery } from '@tanstack/react-query';
import { ArrowUp, Square } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode, type SyntheticEvent } from 'react';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useApp } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { AnswererMenu, SendsTo } from './answerer-menu.tsx';
import type { Asking } from './use-ask.ts';
import './composer.css';

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
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    send(question);
  };
  return (
    <div className="chat-foot">
      {streaming ? null : <SuggestedQuestions onChoose={send} />}
      <form className="composer" onSubmit={submit}>
        <textarea
          id="chat-question"
          rows={2}
          maxLength={longest}
          aria-label={en.chat.input}
          placeholder={en.chat.placeholder(photoIds.length)}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          onKeyDown={(event) => (sends(event) ? submit(event) : undefined)}
        />
        <SendsTo />
        <div className="composer-foot quiet">
          <AnswererMenu />
          <span className="grow" />
          <span className="composer-hint">
            <kbd>Enter</kbd> {en.chat.enterToSend}
          </span>
          {streaming ? <Stop onStop={asking.stop} /> : <Send disabled={question.trim() === ''} />}
        </div>
      </form>
    </div>
  );
}

function sends(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
}

function Send({ disabled }: { disabled: boolean }): ReactNode {
  return (
    <Button kind="primary" type="submit" className="small" icon={<ArrowUp aria-hidden />} disabled={disabled}>
      {en.chat.send}
    </Button>
  );
}

function Stop({ onStop }: { onStop: () => void }): ReactNode {
  return (
    <Button kind="outline" className="small" icon={<Square aria-hidden />} onClick={onStop}>
      {en.chat.stop}
    </Button>
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
