export const timelineDe = {} as const;
