export const shortcuts = {
  title: 'Keyboard shortcuts',
  open: 'Keyboard shortcuts',
  groups: [
    {
      title: 'Everywhere',
      keys: [
        ['/', 'Search'],
        ['Ctrl J', 'Open or close the conversation'],
        ['Ctrl A', 'Select all photos'],
        ['Esc', 'Close, or clear the selection'],
        ['?', 'These shortcuts'],
      ],
    },
    {
      title: 'Photos',
      keys: [
        ['← ↑ → ↓', 'Move'],
        ['Home  End', 'First and last photo'],
        ['Page Up  Page Down', 'One screen'],
        ['Enter', 'Open'],
        ['Space', 'Select'],
        ['Shift ←', 'Extend the selection'],
        ['f', 'Favourite'],
      ],
    },
    {
      title: 'Open photo',
      keys: [
        ['← →', 'Previous and next'],
        ['+  −  0', 'Zoom in, out, fit'],
        ['i', 'Details'],
        ['c', 'Ask about it'],
        ['f', 'Favourite'],
        ['Esc', 'Close'],
      ],
    },
    {
      title: 'Conversation',
      keys: [
        ['Enter', 'Send'],
        ['Shift Enter', 'New line'],
        ['Alt ←  Alt →', 'Move a photo'],
        ['Delete', 'Remove a photo'],
      ],
    },
  ],
};
