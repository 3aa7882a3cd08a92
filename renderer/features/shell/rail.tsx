import { Heart, Image, Layers, MessageCircle, PanelLeftClose, PanelLeftOpen, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLive } from '../../engine/engine-context.tsx';
import { useModels } from '../../engine/hooks.ts';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { remember } from '../../state/memory.ts';
import { en } from '../../text/en.ts';
import { formatCount } from '../../text/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { useConversations } from '../chat/conversation-queries.ts';
import { FolderList } from '../folders/folder-list.tsx';
import { titleOf } from '../model/model-list.ts';
import { ActivityItem } from './activity-item.tsx';
import { RailItem } from './rail-item.tsx';

/** The left rail: where to go, what there is, what is going on. */
export function Rail(): ReactNode {
  const collapsed = useApp((state) => state.railCollapsed);
  const total = useLive((live) => live.counts?.photos);
  const conversations = useConversations().data?.conversations.length ?? 0;
  return (
    <nav className="rail" aria-label={en.rail.label} data-collapsed={collapsed || undefined}>
      <Brand />
      <RailItem
        icon={<Image />}
        label={en.rail.library}
        route={{ view: 'library' }}
        note={total && formatCount(total)}
      />
      <RailItem icon={<Heart />} label={en.rail.favourites} route={{ view: 'library', favourites: true }} />
      <RailItem
        icon={<MessageCircle />}
        label={en.rail.conversations}
        route={{ view: 'conversations' }}
        note={conversations > 0 && formatCount(conversations)}
      />
      <FolderList />
      <div className="rail-push" />
      <ActivityItem />
      <ModelsItem />
      <RailItem icon={<Settings />} label={en.rail.settings} route={{ view: 'settings' }} />
    </nav>
  );
}

/** The rail's way to the models, with the one that answers searches. */
function ModelsItem(): ReactNode {
  const list = useModels().data;
  const comparing = useApp((state) => state.route.view === 'quality');
  return (
    <RailItem
      icon={<Layers />}
      label={en.rail.models}
      route={{ view: 'models' }}
      within={comparing}
      note={list && titleOf(list.models, list.search.active)}
    />
  );
}

function Brand(): ReactNode {
  const store = useAppStore();
  const collapsed = useApp((state) => state.railCollapsed);
  const toggle = (): void => {
    store.set({ railCollapsed: !collapsed });
    remember('railCollapsed', !collapsed);
  };
  return (
    <div className="brand">
      <img src={new URL('../../icon.svg', import.meta.url).href} alt="" width="22" height="22" />
      <span className="rail-text grow">{en.product}</span>
      <IconButton
        size="small"
        className="rail-toggle"
        label={collapsed ? en.rail.expand : en.rail.collapse}
        aria-expanded={!collapsed}
        onClick={toggle}
      >
        {collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
      </IconButton>
    </div>
  );
}
