import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { CloudUnderTest } from '../cloud-under-test.ts';

/** Tasks that a test solves in a moment. */
export const easy = { rounds: 1, from: 1, to: 4 };

/** Asks for the office's task and solves it with ALTCHA's own solver, as a client of the API does; empty while none is asked for. */
export async function solveTask(cloud: CloudUnderTest, address: string, office = 'krumlov'): Promise<string> {
  const answer = await cloud.get(`/api/v1/offices/${office}/task`, { 'x-forwarded-for': address });
  const { task } = (await answer.json()) as { task: Challenge | null };
  return task === null ? '' : solved(task);
}

/** The solution as ALTCHA's widget sends it. */
export async function solved(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
