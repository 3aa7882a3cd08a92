import type { ConversationId, FolderId, ModelId, PhotoId } from '../../app/contract/ids.ts';

/** Which photos of the library a screen shows. */
export interface LibraryScope {
  readonly folderId?: FolderId;
  readonly favourites?: true;
}

/** Everything under `library` and `search` is asked for again when the library changes, under `models` when a model does. */
export const keys = {
  library: ['library'] as const,
  folders: ['library', 'folders'] as const,
  timeline: (scope: LibraryScope) => ['library', 'timeline', scope] as const,
  section: (scope: LibraryScope, day: string, offset: number) => ['library', 'section', scope, day, offset] as const,
  photo: (photoId: PhotoId) => ['library', 'photo', photoId] as const,
  photos: (photoIds: readonly PhotoId[]) => ['library', 'photos', ...photoIds] as const,
  similar: (photoId: PhotoId) => ['library', 'similar', photoId] as const,
  failures: ['library', 'failures'] as const,
  search: ['search'] as const,
  parsed: (text: string) => ['parsed', text] as const,
  suggestions: (text: string, cursor: number) => ['suggestions', text, cursor] as const,
  conversations: ['conversations'] as const,
  conversation: (id: ConversationId) => ['conversation', id] as const,
  questions: (photoIds: readonly PhotoId[]) => ['questions', ...photoIds] as const,
  settings: ['settings'] as const,
  storage: ['storage'] as const,
  serverKey: ['settings', 'server key'] as const,
  models: ['models'] as const,
  modelCard: (modelId: ModelId) => ['models', 'card', modelId] as const,
  modelLicence: (modelId: ModelId) => ['models', 'licence', modelId] as const,
  modelTrials: (modelId: ModelId) => ['models', 'trials', modelId] as const,
  modelSuggestion: ['models', 'suggestion'] as const,
  measurements: ['models', 'measurements'] as const,
  browse: (path: string | null) => ['browse', path] as const,
};
