/** Colours are all that themes differ in, and these are the same in both editions. */
import { describeViews } from '../fixtures/accessible-views.ts';

describeViews('Light');
