/** The two channels between preload script and main process; all calls and pushes go through them by name. */
export const CALL_CHANNEL = 'mullion:call';
export const PUSH_CHANNEL = 'mullion:push';
