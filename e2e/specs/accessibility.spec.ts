import { describeViews } from '../fixtures/accessible-views.ts';

describeViews('Dark');
