import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/**
 * A browser that comes from npm alone: its libraries and fonts are unpacked beside it, so the machine needs none installed.
 * The unpacked folder is kept for the next run.
 */
export async function openBrowser(): Promise<Browser> {
  const folder = await unpacked();
  const { default: bundle } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', ...bundle.args.filter((argument) => !unwanted.has(argument))],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  });
}

/** Switches of the bundle that would hide what the pages' own security forbids, or that stop the browser with its first page. */
const unwanted = new Set(['--single-process', '--disable-web-security', '--allow-running-insecure-content']);

/** Unpacks into a folder of its own and renames it, so that test files that start together never see half a browser. */
async function unpacked(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const home = tmpdir();
  const folder = join(home, `fronta-chromium-${version}`);
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  if (existsSync(folder)) return folder;
  const staging = await mkdtemp(`${folder}-`);
  process.env.TMPDIR = staging;
  try {
    const { default: bundle } = await import('@sparticuz/chromium');
    await bundle.executablePath();
    await writeFile(join(staging, 'fonts', 'fonts.conf'), fontsIn(folder));
  } finally {
    process.env.TMPDIR = home;
  }
  await rename(staging, folder).catch(() => rm(staging, { recursive: true, force: true }));
  return folder;
}

/** The bundle's own list of font folders knows only where a cloud function would unpack it. */
const fontsIn = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
