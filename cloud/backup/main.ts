import { ConfigError, readConfig } from '../config.ts';
import { backUp, type Place, restore } from './backup.ts';
import { BackupError } from './port.ts';

const usage = `fronta-cloud backup, of the database that FRONTA_DATABASE_URL names

  npm run backup -- FILE     writes FILE; the cloud may run meanwhile
  npm run restore -- FILE    makes the database from FILE; the cloud must not run
`;

/** `backup FILE` or `restore FILE`; exit 0 done, 1 not done, 2 not understood. */
async function main(env: NodeJS.ProcessEnv, [verb, file, ...more]: readonly string[]): Promise<number> {
  if (file === undefined || more.length > 0 || (verb !== 'backup' && verb !== 'restore')) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    const place: Place = { databaseUrl: readConfig(env).databaseUrl, searchPath: env.PATH ?? '' };
    const { size } = await (verb === 'backup' ? backUp(place, file) : restore(place, file));
    const sizeText = `${Math.ceil(size / 1024).toLocaleString('en')} KiB`;
    process.stdout.write(verb === 'backup' ? `${file}: ${sizeText}, whole\n` : `given back from ${file}, ${sizeText}: start the cloud\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof BackupError) && !(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main(process.env, process.argv.slice(2));
