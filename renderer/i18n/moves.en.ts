export const movesEn = {
  moveTo: 'Move to window',
  moveStackTo: 'Move stack to window',
  newWindow: 'New window',
  backTo: 'Back to {{name}}',
  nobody: 'There is no other window.',
  others: '{{titles}} +{{more}}',
  numbered: '{{name}} ({{n}})',
  failed: 'Not moved: {{reason}}',
} as const;

export const moveKeysEn = {
  tearOff: 'Move pane to a new window',
  dockBack: 'Move pane back to its window',
  nextWindow: 'Move pane to the next window',
} as const;
