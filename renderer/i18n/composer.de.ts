export const composerDe = {} as const;
