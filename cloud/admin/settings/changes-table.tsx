import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Change } from '../audit/audit.ts';
import type { Reader } from '../reader.ts';
import { writeDate } from '../write.ts';

/** What changed, from what to what. */
export function ChangesTable({
  reader,
  changes,
  settings,
  caption,
}: {
  readonly reader: Reader;
  readonly changes: readonly Change[];
  /** Names things; what is no longer there keeps its id. */
  readonly settings: OfficeSettings;
  readonly caption: string;
}): JSX.Element {
  const { audit, frame } = reader.texts;
  return (
    <section class="sheet" aria-label={caption}>
      <table class="list changes">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{audit.what}</th>
            <th scope="col">{audit.was}</th>
            <th scope="col">{audit.is}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, from, to }) => (
            <tr key={path}>
              <th scope="row">{writePath(reader, settings, path)}</th>
              <td>{from === null ? frame.none : <del>{writeValue(reader, from)}</del>}</td>
              <td>{to === null ? frame.none : <ins>{writeValue(reader, to)}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** `services.vozidla.name.cs` in the reader's words: "Agendy › Registr vozidel › název › česky". */
export function writePath({ lang, texts }: Reader, settings: OfficeSettings, path: string): string {
  const words: Readonly<Record<string, string>> = { ...texts.paths, ...texts.board.paths };
  const [whole, ...parts] = path.split('.');
  const name = (part: string, index: number): string => {
    if (whole === 'services' && index === 0) return settings.services.find(({ id }) => id === part)?.name[lang] ?? part;
    if (whole === 'counters' && index === 0) return texts.settings.counter(Number(part));
    if (whole === 'closures' && index === 0) return writeDate(lang, part);
    if (whole === 'staff' && index === 0) return part;
    if (whole === 'board' && index === 0) return noticeTitle(settings, part);
    if (whole === 'policies' && index === 0) return (texts.rules as Record<string, { label: string }>)[part]?.label ?? part;
    if (/^[1-7]$/.test(part)) return texts.weekdays[part as '1'];
    if (part === 'cs' || part === 'en' || part === 'de') return texts.languages[part];
    return words[part] ?? part;
  };
  return [words[whole ?? ''] ?? whole, ...parts.map(name)].join(' › ');
}

/** Words of ours are translated; everything else stands as it was typed. */
const writeValue = ({ texts }: Reader, value: string): string =>
  (({ ...texts.values, ...texts.board.ways }) as Readonly<Record<string, string>>)[value] ?? value;

/** Letters of a notice that name it. */
const titleLengthMax = 24;

function noticeTitle({ board }: OfficeSettings, id: string): string {
  const text = Object.values(board?.notices.find((notice) => notice.id === id)?.text ?? {})[0];
  if (text === undefined) return id;
  return text.length > titleLengthMax ? `„${text.slice(0, titleLengthMax)}…“` : `„${text}“`;
}
