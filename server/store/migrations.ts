/**
 * The list of migrations, oldest first. To add one: write `migrations/NNNN-name.ts` with an `up`, add its line here and its
 * tables to schema.ts. A migration that has been released is never changed.
 *
 * Programs of the version before serve while it runs, and after it: so it only adds, what it adds has a default, and it touches one
 * table that they use and does not hold it for long. One with which they cannot live is named `NNNN-name-breaking`, and they refuse to start afterwards.
 */
import type { Migration } from 'kysely/migration';
import * as core from './migrations/0001-core.ts';
import * as signIn from './migrations/0002-sign-in.ts';
import * as installation from './migrations/0003-installation.ts';

export type Migrations = Readonly<Record<string, Migration>>;

export const migrations: Migrations = {
  '0001-core': core,
  '0002-sign-in': signIn,
  '0003-installation': installation,
};
