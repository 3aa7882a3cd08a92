import type { ReactNode } from 'react';
import { useSession } from '../../engine/engine-context.tsx';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { Dialog } from '../../ui/dialog.tsx';
import './shortcuts.css';

/** Every key, by the place where it works. */
export function ShortcutsDialog(): ReactNode {
  const store = useAppStore();
  const onMac = useSession().hello.platform === 'darwin';
  return (
    <Dialog title={en.shortcuts.title} wide onClose={() => store.set({ dialog: null })}>
      <div className="shortcuts">
        {en.shortcuts.groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(({ keys, does }) => (
                <div key={does}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{onMac ? key.replace('Ctrl', '⌘') : key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
