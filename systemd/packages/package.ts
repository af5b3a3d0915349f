import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Architecture } from './architecture.ts';
import { copyrightOf } from './copyright.ts';
import { nodeRuntime } from './node-runtime.ts';
import { billOfMaterials } from './sbom.ts';
import { filesBelow, type Staging, stagingIn } from './staging.ts';

/** Scripts and questions that both packages have, in debian/; what a package does beyond them stands in debian/<package>/<script>.more. */
const controlFiles = { postinst: 0o755, prerm: 0o755, postrm: 0o755, templates: 0o644 } as const;

/** What stands in them for `{…}`. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'fronta-edge': {
    units: 'fronta-edge.service fronta-update.timer',
    data: 'fronta',
    secrets: '/etc/fronta/mqtt-password /etc/fronta/release-keys',
    what: 'the tickets and the journal of this kiosk',
    'what-cs': 'lístky a deník tohoto kiosku',
    'what-de': 'Nummern und Journal dieses Kiosks',
  },
  'fronta-cloud': {
    units: 'fronta-cloud.service',
    data: 'fronta-cloud',
    secrets: '/etc/fronta/cloud-secrets',
    what: 'the reservations and settings of all offices',
    'what-cs': 'rezervace a nastavení všech úřadů',
    'what-de': 'Buchungen und Einstellungen aller Ämter',
  },
};

export type PackageOptions = {
  readonly root: string;
  readonly stage: string;
  readonly name: string;
  readonly architecture: Architecture;
  readonly version: string;
  readonly out: string;
  /** Folders of the npm packages within. */
  readonly bundled: readonly string[];
  /** Without compression: for tests, in a tenth of the time. */
  readonly fast: boolean;
};

/** Adds the papers and packs what is staged; answers the path of the .deb. The same sources give the same bytes. */
export function buildPackage(options: PackageOptions): string {
  const { root, stage, name, architecture, version, out } = options;
  const staging = stagingIn(stage);
  const changelog = readFileSync(join(root, 'systemd/packages/debian/changelog'), 'utf8').replaceAll('{name}', name);
  const [, newest] = /^\S+ \((\S+)\)/.exec(changelog) ?? [];
  if (newest !== version)
    throw new Error(`systemd/packages/debian/changelog begins with ${newest}, but package.json has ${version}: write what is new`);
  putPapers(options, staging, changelog);
  const files = filesBelow(stage);
  putControl(options, staging, files);
  setModes(stage);
  const deb = join(out, `${name}_${version}_${architecture}.deb`);
  const compression = options.fast ? ['-Znone'] : ['-Zxz', '-z2'];
  const dated = [`SOURCE_DATE_EPOCH=${epochOf(changelog)}`, 'dpkg-deb'];
  execFileSync('env', [...dated, '--root-owner-group', ...compression, '--build', stage, deb], { stdio: ['ignore', 'ignore', 'inherit'] });
  return deb;
}

/** Seconds since 1970 of the changelog's newest entry: the time of every file in the package. */
function epochOf(changelog: string): number {
  const [, date] = /^ -- .+ {2}(.+)$/m.exec(changelog) ?? [];
  const epoch = Date.parse(date ?? '') / 1000;
  if (!Number.isInteger(epoch)) throw new Error('systemd/packages/debian/changelog: the newest entry has no date');
  return epoch;
}

function putPapers({ root, name, architecture, bundled }: PackageOptions, staging: Staging, changelog: string): void {
  const debian = join(root, 'systemd/packages/debian', name);
  const papers = `usr/share/doc/${name}`;
  staging.writePacked(`${papers}/changelog.gz`, changelog);
  staging.write(`${papers}/copyright`, copyrightOf(root, bundled, readFileSync(join(nodeRuntime(root, architecture), 'LICENSE'), 'utf8')));
  staging.writePacked(`${papers}/sbom.cdx.json.gz`, billOfMaterials(root, bundled));
  staging.copy(join(debian, 'lintian-overrides'), `usr/share/lintian/overrides/${name}`);
}

function putControl({ root, name, architecture, version, stage }: PackageOptions, staging: Staging, files: readonly string[]): void {
  const debian = join(root, 'systemd/packages/debian', name);
  const kilobytes = files.reduce((sum, file) => sum + Math.ceil(statSync(join(stage, file)).size / 1024), 0);
  const control = readFileSync(join(debian, 'control'), 'utf8')
    .replace('{version}', version)
    .replace('{architecture}', architecture)
    .replace('{size}', String(kilobytes));
  staging.write('DEBIAN/control', control);
  const conffiles = files.filter((file) => file.startsWith('etc/'));
  if (conffiles.length > 0) staging.write('DEBIAN/conffiles', conffiles.map((file) => `/${file}\n`).join(''));
  const sums = files.filter((file) => !file.startsWith('etc/')).map((file) => `${md5(join(stage, file))}  ${file}\n`);
  staging.write('DEBIAN/md5sums', sums.join(''));
  for (const [file, mode] of Object.entries(controlFiles)) {
    const further = join(debian, `${file}.more`);
    const more = existsSync(further) ? readFileSync(further, 'utf8').trimEnd() : '';
    const known = { name, more, ...words[name] };
    staging.write(`DEBIAN/${file}`, filledIn(readFileSync(join(debian, '..', file), 'utf8'), known), mode);
  }
}

/** Throws for a place that nobody fills: a script with one would fail on the machine of somebody else. */
const filledIn = (text: string, known: Readonly<Record<string, string>>): string =>
  text.replace(/(?<!\$)\{([a-z-]+)\}/g, (_, word: string) => {
    const by = known[word];
    if (by === undefined) throw new Error(`nothing stands for {${word}}`);
    return by;
  });

const md5 = (file: string): string => createHash('md5').update(readFileSync(file)).digest('hex');

/** Folders are 755 whatever the umask of who builds says. */
function setModes(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) setModes(join(folder, entry.name));
}
