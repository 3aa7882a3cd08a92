/** What a model that chats is asked for a caption. */
export const captionQuestions = {
  short: 'Describe this photo in one short sentence.',
  detailed: 'Describe this photo in two or three sentences.',
  paragraph: 'Describe this photo in detail, in one paragraph.',
} as const;
