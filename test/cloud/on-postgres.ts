import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startPostgres } from './postgres.ts';

/** `npm run test:postgres [-- FILE…]`: the tests of the cloud, each on a database of its own on a real PostgreSQL server. */
const files = process.argv.slice(2);
const server = await startPostgres();
const tests = spawn('npx', ['--no', 'ava', ...(files.length > 0 ? files : ['test/cloud/**/*.test.ts'])], {
  stdio: 'inherit',
  env: { ...process.env, FRONTA_TEST_POSTGRES: server.url },
});
const [code] = (await once(tests, 'exit')) as [number | null];
await server.stop();
process.exit(code ?? 1);
