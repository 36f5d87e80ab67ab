/**
 * Type-checks every folder by its own tsconfig.json, so that each sees only what exists where its code runs. The projects are
 * checked abreast, each by one checker: several checkers of one project each make its types again. What the compiler found is
 * kept in `.cache/types`, with the hash of every file it read; the next run checks what has changed and what depends on it.
 */
import { existsSync, globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { inParallel, run } from './run.ts';

const root = join(import.meta.dirname, '..');

/** Every TypeScript project of the repository, as paths from its root. */
export function projects(): string[] {
  const found = globSync(['tsconfig.json', '*/tsconfig.json', '*/*/tsconfig.json'], {
    cwd: root,
    exclude: (path) => ['node_modules', 'dist', 'out'].includes(path),
  });
  return found.filter((path) => existsSync(join(root, path))).sort();
}

/** Checks all projects; the problems found, as the compiler says them (empty: none). */
export async function checkTypes(): Promise<string> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const jobs = projects().map((project) => async () => {
    const args = ['--project', join(root, project), '--checkers', '1', '--pretty', 'false'];
    const record = join(root, '.cache', 'types', `${project.replaceAll(/[\\/]/g, '-')}.tsbuildinfo`);
    const again = ['--incremental', '--tsBuildInfoFile', record];
    const { code, output } = await run(process.execPath, [compiler, ...args, ...again], { output: 'gather' });
    return code === 0 ? '' : `${project}\n${output.trim()}\n`;
  });
  return (await inParallel(jobs, availableParallelism())).join('');
}

if (import.meta.main) {
  const problems = await checkTypes();
  if (problems !== '') {
    console.error(problems);
    process.exit(1);
  }
  console.log(`${projects().length} projects, no type errors.`);
}
