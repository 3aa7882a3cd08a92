import type { ReactNode } from 'react';
import type { PhotoId } from '../../../app/contract/ids.ts';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { en } from '../../text/en.ts';
import { PhotoImage } from '../photo/photo-image.tsx';
import { answerPieces } from './answer-pieces.ts';
import { useOpenPhoto } from './use-open-photo.ts';

interface AnswerWordsProps {
  readonly text: string;
  /** The photos that `[photo N]` counts. */
  readonly photoIds: readonly PhotoId[];
  readonly photos: readonly PhotoSummary[];
}

/** An answer, as far as it has come. */
export function AnswerText({ streaming = false, ...words }: AnswerWordsProps & { streaming?: boolean }): ReactNode {
  return (
    <p className="answer-text">
      <AnswerWords {...words} />
      {streaming ? <span className="caret" aria-hidden /> : null}
    </p>
  );
}

/** What has to be said about an answer, one paragraph each. */
export function AnswerNotices({
  notices,
  ...answer
}: Omit<AnswerWordsProps, 'text'> & { notices: readonly string[] }): ReactNode {
  return notices.map((notice) => (
    <p key={notice} className="answer-notice">
      <AnswerWords text={notice} {...answer} />
    </p>
  ));
}

/** Words, with the photos that they name as links. */
function AnswerWords({ text, photoIds, photos }: AnswerWordsProps): ReactNode {
  const open = useOpenPhoto({ photoIds, photos });
  return answerPieces(text, photoIds.length).map((piece) =>
    piece.kind === 'text' ? (
      <span key={piece.at}>{piece.text}</span>
    ) : (
      <button key={piece.at} type="button" className="reference" onClick={() => open(piece.number)}>
        {en.chat.reference(piece.number)}
      </button>
    ),
  );
}

interface CitedPhotosProps {
  readonly cited: readonly PhotoId[];
  readonly photoIds: readonly PhotoId[];
  readonly photos: readonly PhotoSummary[];
}

/** The photos that an answer rests on. */
export function CitedPhotos({ cited, photoIds, photos }: CitedPhotosProps): ReactNode {
  const open = useOpenPhoto({ photoIds, photos });
  const shown = cited.flatMap((id) => photos.find(({ photoId }) => photoId === id) ?? []);
  if (shown.length === 0) return null;
  return (
    <ul className="cited" aria-label={en.chat.based}>
      {shown.map((photo) => {
        const number = photoIds.indexOf(photo.photoId) + 1;
        return (
          <li key={photo.photoId}>
            <button
              type="button"
              className="photo-button"
              aria-label={en.chat.openReference(number, photo.name)}
              onClick={() => open(number)}
            >
              <PhotoImage photo={photo} />
              <span className="chat-photo-number">{number}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
