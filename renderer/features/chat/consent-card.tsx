import { Send } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ConsentRequest } from '../../../app/contract/assistant.ts';
import { useSettings, useUpdateSettings } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { formatSize } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { navigate } from '../shell/navigate.ts';
import './consent-card.css';

interface ConsentCardProps {
  readonly consent: ConsentRequest;
  /** Asks the same again; absent where that makes no sense. */
  readonly again: (() => void) | undefined;
}

/** Exactly what would go to the person's server, and their word before it does. */
export function ConsentCard({ consent: { address, photos, earlierTurns }, again }: ConsentCardProps): ReactNode {
  const words = en.chat.consent;
  const store = useAppStore();
  const server = useSettings().data?.server;
  const { mutate: update } = useUpdateSettings();
  const given = server?.consentedAddress === address;
  const agree = (): void =>
    update({ server: { consentedAddress: address } }, { onSuccess: () => (again === undefined ? undefined : again()) });
  return (
    <section className="card consent" aria-label={words.title} data-testid="consent">
      <h3>{words.title}</h3>
      <p className="consent-address">{address}</p>
      <ul aria-label={words.sends}>
        <li>{words.question}</li>
        {earlierTurns === 0 ? null : <li>{words.earlier(earlierTurns)}</li>}
        {photos.map(({ photoId, name, size }) => (
          <li key={photoId ?? name}>{words.photo(name, size === null ? words.unread : formatSize(size))}</li>
        ))}
      </ul>
      {address.startsWith('http:') && !isThisComputer(address) ? <p className="answer-notice">{words.plain}</p> : null}
      <p className="quiet">{given ? words.given : words.asked}</p>
      <div className="row">
        {given || server?.address !== address || again === undefined ? null : (
          <Button kind="primary" icon={<Send aria-hidden />} onClick={agree}>
            {words.agree}
          </Button>
        )}
        <Button kind="outline" onClick={() => navigate(store, { view: 'settings' })}>
          {words.settings}
        </Button>
      </div>
    </section>
  );
}

const isThisComputer = (address: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname);
