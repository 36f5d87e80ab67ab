import { MullionError, Problem } from '../../shared/errors.ts';
import { check } from '../../shared/schema.ts';

/** The main process's answer to a call; a refusal, which crosses the border as a `Problem`, is an error of ours again. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const refusal = check(Problem, error);
    throw refusal.success ? MullionError.of(refusal.data) : error;
  }
}
