export const automaticEn = {
  /** One's own presence, where a computer says it in place of what was chosen. */
  shown: '{{status}}, for now',
  title: 'Presence by itself',
  note: 'What you chose is kept, and shown again afterwards.',
  awayWhenIdle: 'Away when I have not touched this computer for 10 minutes',
  awayWhenLocked: 'Away while this screen is locked',
  undisturbedWhenPresenting: 'Do not disturb while I am presenting',
  keepRunning: 'Keep running in the tray when the last window is closed',
} as const;
