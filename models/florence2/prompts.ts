/** What Florence-2 was trained to be asked, task by task. */
export const florence2Prompts = {
  caption: {
    short: 'What does the image describe?',
    detailed: 'Describe in detail what is shown in the image.',
    paragraph: 'Describe with a paragraph what is shown in the image.',
  },
  detect: 'Locate the objects with category name in the image.',
  ground: (phrase: string): string => `Locate the phrases in the caption: ${phrase}`,
  read: 'What is the text in the image, with regions?',
} as const;
