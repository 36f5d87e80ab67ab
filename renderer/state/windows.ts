/** How many windows show this person's desk, on this computer. */
import { create } from 'zustand';

export type WindowsState = { count: number };

export const useWindows = create<WindowsState>(() => ({ count: 1 }));
