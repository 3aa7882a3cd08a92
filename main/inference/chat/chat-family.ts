import type { ImageProcessor, RawImage, Tensor } from '@huggingface/transformers';
import type { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import type { ChatTurn, Detail } from '../contract.ts';
import type { ModelInputs, TransformersParts } from './transformers-parts.ts';

export interface PhotoSize {
  readonly width: number;
  readonly height: number;
}

export interface LookRequest {
  readonly detail: Detail;
  /** Image tokens that the photo may take, at least those of the family's smallest view. */
  readonly tokenLimit: number;
}

/** How a photo is looked at; known before its pixels are. */
export interface PhotoView {
  /** Pixels that the model sees. */
  readonly width: number;
  readonly height: number;
  /** Tiles it is cut into, the whole as one among them; null for models that take patches. */
  readonly tiles: number | null;
  /** Image tokens: rows of its features. */
  readonly tokens: number;
  /** What stands for it in the prompt, with `tokens` image tokens among it. */
  readonly placeholder: string;
}

/** A message as chat templates take it. */
export interface TemplateMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string | readonly ({ readonly type: 'image' } | { readonly type: 'text'; readonly text: string })[];
}

/** What is special about one family of models that chat about photos. */
export interface ChatFamily {
  /** The token that a template writes for a photo, and that its features take the place of. */
  readonly imageToken: string;
  /** Further variables of the chat template. */
  readonly templateVariables: Readonly<Record<string, unknown>>;
  toMessage(turn: z.output<typeof ChatTurn>): TemplateMessage;
  view(photo: PhotoSize, request: LookRequest): PhotoView;
  /** @returns the photo's features, [tokens, hidden]. Throws the signal's reason between two tiles. */
  encode(photo: RawImage, view: PhotoView, signal: AbortSignal): Promise<Tensor>;
  /** Inputs that say how the photos of a prompt of `length` tokens are laid out. */
  layoutInputs(views: readonly PhotoView[], length: number): ModelInputs;
  /** Inputs of the first pass besides the embeddings. */
  firstInputs(inputs: ModelInputs): Promise<ModelInputs>;
}

export type OpenChatFamily = (parts: TransformersParts) => ChatFamily;

/** The shared part of `encode`. Throws `model_incompatible` where the model's files name no image processor. */
export function imageProcessorOf({ imageProcessor, manifest }: TransformersParts): ImageProcessor {
  if (imageProcessor !== null) return imageProcessor;
  throw new AppError('model_incompatible', `${manifest.title} has no image processor among its files.`);
}

/** Features without their batch, [tokens, hidden]. */
export const flatFeatures = (features: Tensor): Tensor => features.view(-1, features.dims.at(-1)!);

/** Shrinks as the Python processors do, with a filter: the library's own bilinear and bicubic skip pixels. */
export const shrink = (photo: RawImage, { width, height }: PhotoSize): Promise<RawImage> =>
  photo.resize(width, height, { resample: lanczos });
const lanczos = 1;

/** What most families do. */
export const commonFamily = {
  templateVariables: {},
  toMessage: ({ role, text, photoKeys }: z.output<typeof ChatTurn>): TemplateMessage => ({
    role,
    content: [...photoKeys.map(() => ({ type: 'image' as const })), { type: 'text' as const, text }],
  }),
  layoutInputs: (): ModelInputs => ({}),
  firstInputs: (): Promise<ModelInputs> => Promise.resolve({}),
};
