import type { ChatManifest } from '../../../../models/manifest.ts';
import { chatAboutPhotos } from '../chat-about-photos.ts';
import type { Answer, AnswerOptions } from '../answer.ts';
import type { OpenChatFamily } from '../chat-family.ts';
import type { TransformersParts } from '../transformers-parts.ts';
import { openFlorence2 } from './florence2.ts';
import { openGemma } from './gemma.ts';
import { openLlavaOneVision } from './llava-onevision.ts';
import { openQwenVl } from './qwen-vl.ts';
import { openSmolVlm } from './smolvlm.ts';

const about =
  (open: OpenChatFamily) =>
  (parts: TransformersParts, options: AnswerOptions): Answer =>
    chatAboutPhotos(parts, open(parts), options);

const families: Record<ChatManifest['family'], (parts: TransformersParts, options: AnswerOptions) => Answer> = {
  florence2: openFlorence2,
  smolvlm: about(openSmolVlm),
  'llava-onevision': about(openLlavaOneVision),
  'qwen-vl': about(openQwenVl),
  gemma: about(openGemma),
};

/** How a model of `parts`' family answers. */
export const openChatFamily = (parts: TransformersParts, options: AnswerOptions): Answer =>
  families[parts.manifest.family](parts, options);
