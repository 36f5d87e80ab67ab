export const composerEn = {} as const;
