import { Camera, Clock, Filter, Folder, MapPin, Tag, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { en } from '../../text/en.ts';
import { formatCount } from '../../text/format.ts';
import type { Suggestions } from './use-suggestions.ts';

const icons: Readonly<Record<Suggestions['items'][number]['kind'], LucideIcon>> = {
  filter: Filter,
  camera: Camera,
  folder: Folder,
  place: MapPin,
  keyword: Tag,
  recent: Clock,
};

export function SuggestionList({ suggestions }: { suggestions: Suggestions }): ReactNode {
  return (
    <div id="search-suggestions" role="listbox" aria-label={en.search.suggestions} className="suggestions">
      {suggestions.items.map((item, index) => {
        const Icon = icons[item.kind];
        return (
          <div
            key={`${item.kind} ${item.text}`}
            id={`suggestion-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === suggestions.active}
            onMouseDown={(event) => {
              event.preventDefault();
              suggestions.choose(index);
            }}
          >
            <Icon aria-hidden />
            <span className="ellipsis">{item.label}</span>
            <span className="quiet suggestion-kind">
              {en.search.suggestionKind[item.kind]}
              {item.count === null ? null : `, ${formatCount(item.count)}`}
            </span>
          </div>
        );
      })}
    </div>
  );
}
