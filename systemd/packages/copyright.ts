import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in a Debian package's copyright file: our licence, Node's, and that of every package within, word for word (Debian policy 12.5). */
export function copyrightOf(root: string, bundled: readonly string[], nodeLicence: string): string {
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  const parts = bundled.map((folder) => partOf(root, folder));
  return [`Fronta\n\n${own}`, ...parts, `The JavaScript runtime in bin/node is Node.js:\n\n${nodeLicence.trim()}`]
    .join(`\n\n${'-'.repeat(80)}\n\n`)
    .concat('\n');
}

/** A package's name, version, licence and the text of it; of a package without a text, what it says of its author. */
function partOf(root: string, folder: string): string {
  const { name, version, license, author, homepage } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Packed;
  const file = readdirSync(join(root, folder)).find((one) => /^(licen[cs]e|copying)/i.test(one));
  const who = typeof author === 'string' ? author : author?.name;
  const text = file
    ? readFileSync(join(root, folder, file), 'utf8').trim()
    : [who && `Copyright ${who}`, homepage].filter(Boolean).join('\n');
  return `${name} ${version}, ${typeof license === 'string' ? license : (license?.type ?? 'see its text')}\n\n${text}`;
}

type Packed = {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly author?: string | { readonly name?: string };
  readonly homepage?: string;
};
