interface Shortcut {
  /** Alternatives, or keys that do one thing each way. */
  readonly keys: readonly string[];
  readonly does: string;
}

const keys = (keys: readonly string[], does: string): Shortcut => ({ keys, does });

export const shortcuts = {
  title: 'Keyboard shortcuts',
  open: 'Keyboard shortcuts',
  groups: [
    {
      title: 'Everywhere',
      keys: [
        keys(['/'], 'Search'),
        keys(['Ctrl J'], 'Open or close the conversation'),
        keys(['Ctrl A'], 'Select all photos'),
        keys(['Esc'], 'Close, or clear the selection'),
        keys(['?'], 'These shortcuts'),
      ],
    },
    {
      title: 'Photos',
      keys: [
        keys(['←', '↑', '→', '↓'], 'Move'),
        keys(['Home', 'End'], 'First and last photo'),
        keys(['Page Up', 'Page Down'], 'One screen'),
        keys(['Enter'], 'Open'),
        keys(['Space'], 'Select'),
        keys(['Shift ←', 'Shift →'], 'Extend the selection'),
        keys(['f'], 'Favourite'),
      ],
    },
    {
      title: 'Open photo',
      keys: [
        keys(['←', '→'], 'Previous and next'),
        keys(['+', '−', '0'], 'Zoom in, out, fit'),
        keys(['1'], 'Actual pixels'),
        keys(['i'], 'Details'),
        keys(['c'], 'Ask about it'),
        keys(['f'], 'Favourite'),
        keys(['Esc'], 'Close'),
      ],
    },
    {
      title: 'Conversation',
      keys: [
        keys(['Enter'], 'Send'),
        keys(['Shift Enter'], 'New line'),
        keys(['Alt ←', 'Alt →'], 'Move a photo'),
        keys(['Delete'], 'Remove a photo'),
      ],
    },
  ],
};
