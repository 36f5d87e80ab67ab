/**
 * The border between pages and the main process: one channel for calls, one for pushes. A call passes when it comes from
 * the top frame of a page of ours, whose role may make it, with an input that fits; else it is refused with a `Problem`.
 */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import {
  type DesktopCallName,
  type DesktopInput,
  type DesktopOutput,
  type DesktopPushes,
  type DesktopPushName,
  desktopCalls,
} from '../shared/desktop-api.ts';
import { describeIssues, MullionError, type Result, toProblem } from '../shared/errors.ts';
import { check, z } from '../shared/schema.ts';
import { CALL_CHANNEL, PUSH_CHANNEL } from './channels.ts';
import type { Log } from './log.ts';
import { type PageRole, roleOf } from './pages.ts';

/** What answers each call. `page` is the page that asks. */
export type DesktopHandlers = {
  [N in DesktopCallName]: (input: DesktopInput<N>, page: WebContents) => DesktopOutput<N> | Promise<DesktopOutput<N>>;
};

const CallName = z.enum(Object.keys(desktopCalls) as [DesktopCallName, ...DesktopCallName[]]);

/** Who a frame is, as far as calls are concerned; null for frames that are none of our pages. */
export function callerOf(frame: { url: string; parent: unknown } | null): PageRole | null {
  return frame && frame.parent === null ? roleOf(frame.url) : null;
}

/** Judges a call before it is made. Answers its name and its checked input, or throws the refusal. */
export function admit<N extends DesktopCallName>(
  caller: PageRole | null,
  name: unknown,
  input: unknown,
): { name: N; input: DesktopInput<N> } {
  const known = check(CallName, name);
  if (!known.success) throw new MullionError('bad-request', 'The desktop application has no such call.');
  const call = desktopCalls[known.data];
  const who: readonly PageRole[] = call.who;
  if (!caller || !who.includes(caller)) throw new MullionError('not-allowed', `This page may not call "${known.data}".`);
  const checked = check(call.input, input);
  if (!checked.success) throw new MullionError('bad-request', `${known.data}: ${describeIssues(checked.error)}`);
  // The one cast at this border: `name` chose the schema that `input` has just passed.
  return { name: known.data, input: checked.data } as { name: N; input: DesktopInput<N> };
}

/** Starts answering calls. */
export function serveCalls(ipcMain: IpcMain, handlers: DesktopHandlers, log: Log): void {
  const answer = async <N extends DesktopCallName>(call: { name: N; input: DesktopInput<N> }, page: WebContents) =>
    handlers[call.name](call.input, page);
  ipcMain.handle(CALL_CHANNEL, async (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Result<unknown>> => {
    try {
      const call = admit(callerOf(event.senderFrame), name, input);
      return { ok: true, value: await answer(call, event.sender) };
    } catch (error) {
      log(error instanceof MullionError ? 'warn' : 'error', 'ipc.refused', {
        call: typeof name === 'string' ? name.slice(0, 40) : typeof name,
        error,
      });
      return { ok: false, error: toProblem(error) };
    }
  });
}

/** Tells a page. One that is gone hears nothing. */
export function push<N extends DesktopPushName>(page: WebContents, name: N, value: DesktopPushes[N]): void {
  if (!page.isDestroyed()) page.send(PUSH_CHANNEL, name, value);
}
