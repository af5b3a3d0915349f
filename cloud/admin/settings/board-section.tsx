import { randomBytes } from 'node:crypto';
import type { JSX } from 'preact';
import { z } from 'zod';
import { emptyBoard, type Notice, noticesMax, noticeTextMax, type Picture, pictureNames } from '#contract/board.ts';
import { localDate } from '#contract/business-day.ts';
import { languages } from '#contract/language.ts';
import { forgetOldPictures, keepPicture } from '../../store/pictures.ts';
import type { Form } from '../form.ts';
import { Field, FileField, Tick } from '../form-parts.tsx';
import type { OfficeVisit } from '../guard.tsx';
import type { PageError } from '../page-error.ts';
import type { Texts } from '../texts/cs.ts';
import { writeDate } from '../write.ts';
import { readPicture } from './read-picture.ts';
import { answer, type Fields, type Section, type SectionView } from './section.ts';

/** Notices over for so long are left out at the next change. */
const forgottenAfterDays = 366;
/** The fields of a notice that is not there yet. */
const added = 'n:new';

/** What the office says on its board beside the calls. */
export const boardSection: Section = {
  write: ({ board = emptyBoard }) => Object.assign({}, ...board.notices.map((notice) => writeNotice(`n:${notice.id}`, notice))),
  async read(form, settings, _which, visit) {
    const { texts } = visit.reader;
    const { board = emptyBoard } = settings;
    const errors: PageError[] = [];
    const oldest = Temporal.PlainDate.from(localDate(visit.parts.clock.now(), visit.office.settings))
      .subtract({ days: forgottenAfterDays })
      .toString();
    const notices: Notice[] = [];
    for (const notice of board.notices) {
      if (form.has(`n:${notice.id}:remove`) || (notice.until !== null && notice.until < oldest)) continue;
      notices.push(await readNotice(form, `n:${notice.id}`, notice, visit, errors));
    }
    if (isFilledIn(form)) notices.push(await readNotice(form, added, newNotice(), visit, errors));
    if (notices.length > noticesMax) errors.push({ field: null, message: texts.board.errors.tooMany(noticesMax) });
    return answer(errors, () => ({ board: { ...board, notices } }));
  },
  Body(view) {
    const { visit, settings } = view;
    const { board: words } = visit.reader.texts;
    const { notices } = settings.board ?? emptyBoard;
    return (
      <>
        <p class="lead">{words.intro}</p>
        {notices.length === 0 && <p>{words.none}</p>}
        {notices.map((notice) => (
          <details key={notice.id} class="closure" open={view.errors.some(({ field }) => field?.startsWith(`n:${notice.id}:`))}>
            <summary>
              <strong>{languages.map((lang) => notice.text[lang]).find(Boolean)}</strong> {writeSpan(visit, notice)}
            </summary>
            <NoticeFields view={view} name={`n:${notice.id}`} picture={notice.picture} />
            <Tick name={`n:${notice.id}:remove`} label={words.remove} checked={view.fields[`n:${notice.id}:remove`] === '1'} />
          </details>
        ))}
        <fieldset class="group">
          <legend>{words.add}</legend>
          <NoticeFields view={view} name={added} picture={null} />
        </fieldset>
      </>
    );
  },
};

function NoticeFields({
  view: { visit, fields, errors },
  name,
  picture,
}: {
  readonly view: SectionView;
  readonly name: string;
  readonly picture: Picture | null;
}): JSX.Element {
  const { reader, office } = visit;
  const { board: words } = reader.texts;
  const field = (which: string) => ({ name: `${name}:${which}`, value: fields[`${name}:${which}`] ?? '', errors });
  return (
    <>
      <fieldset class="group">
        <legend>{words.text}</legend>
        <p class="hint">{words.textHint}</p>
        {languages.map((lang) => (
          <Field key={lang} {...field(lang)} label={reader.texts.languages[lang]} lang={lang} length={noticeTextMax} />
        ))}
      </fieldset>
      <Field {...field('from')} label={words.from} type="date" />
      <Field {...field('until')} label={words.until} type="date" hint={words.datesHint} />
      {picture && (
        <figure class="picture-now">
          <img src={pictureAddress(office.id, picture.name)} width={picture.width} height={picture.height} alt="" />
          <figcaption>{words.pictureNow}</figcaption>
        </figure>
      )}
      <FileField
        name={`${name}:picture`}
        label={words.picture}
        hint={words.pictureHint}
        accept="image/png,image/jpeg,image/webp"
        errors={errors}
      />
      {picture && <Tick name={`${name}:no-picture`} label={words.removePicture} checked={fields[`${name}:no-picture`] === '1'} />}
    </>
  );
}

/** Where a picture of an office is shown to those who may set it. */
export const pictureAddress = (office: string, name: string): string => `/admin/${office}/nastaveni/obrazky/${name}`;

const newNotice = (): Notice => ({ id: randomBytes(4).toString('hex'), text: {}, from: null, until: null, picture: null });

const isFilledIn = (form: Form): boolean =>
  [...languages, 'from', 'until'].some((which) => form(`${added}:${which}`).trim() !== '') || form.file(`${added}:picture`) !== null;

const writeNotice = (name: string, { text, from, until }: Notice): Fields => ({
  ...Object.fromEntries(languages.map((lang) => [`${name}:${lang}`, text[lang] ?? ''])),
  [`${name}:from`]: from ?? '',
  [`${name}:until`]: until ?? '',
});

async function readNotice(form: Form, name: string, before: Notice, visit: OfficeVisit, errors: PageError[]): Promise<Notice> {
  const { texts } = visit.reader;
  const from = readDate(form, `${name}:from`, texts, errors);
  const until = readDate(form, `${name}:until`, texts, errors);
  if (from !== null && until !== null && until < from) errors.push({ field: `${name}:until`, message: texts.board.errors.ends });
  const picture = await readUpload(form, name, before.picture, visit, errors);
  return { id: before.id, text: readText(form, name, texts, errors), from, until, picture };
}

/** One line in each language that was written; at least one. */
function readText(form: Form, name: string, texts: Texts, errors: PageError[]): Notice['text'] {
  const text: Notice['text'] = {};
  for (const lang of languages) {
    const line = form(`${name}:${lang}`).normalize('NFC').trim();
    const isFit = line.length <= noticeTextMax && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>]/u.test(line);
    if (!isFit) errors.push({ field: `${name}:${lang}`, message: texts.board.errors.tooLong });
    else if (line !== '') text[lang] = line;
  }
  const isWrong = errors.some(({ field }) => languages.some((lang) => field === `${name}:${lang}`));
  if (Object.keys(text).length === 0 && !isWrong) errors.push({ field: `${name}:cs`, message: texts.board.errors.noText });
  return text;
}

function readDate(form: Form, name: string, texts: Texts, errors: PageError[]): string | null {
  const date = form(name).trim();
  if (date !== '' && !z.iso.date().safeParse(date).success) errors.push({ field: name, message: texts.settings.errors.date });
  return date === '' ? null : date;
}

/** A picture is kept as soon as it is read: the draft and every revision only name it. */
async function readUpload(
  form: Form,
  name: string,
  before: Picture | null,
  { reader: { texts }, parts, office }: OfficeVisit,
  errors: PageError[],
): Promise<Picture | null> {
  const file = form.file(`${name}:picture`);
  if (file === null) return form.has(`${name}:no-picture`) ? null : before;
  const read = readPicture(file);
  if (!read.ok) {
    errors.push({ field: `${name}:picture`, message: texts.board.errors[read.refusal] });
    return before;
  }
  const { data: _, ...picture } = read.picture;
  await keepPicture(parts.store.db, office.id, read.picture, parts.clock.now());
  await forgetOldPictures(parts.store.db, office.id, pictureNames(office.settings.board));
  return picture;
}

function writeSpan(visit: OfficeVisit, { from, until }: Notice): string {
  const { board: words } = visit.reader.texts;
  const date = (iso: string): string => writeDate(visit.reader.lang, iso);
  const isOver = until !== null && until < localDate(visit.parts.clock.now(), visit.office.settings);
  return [from && words.shownFrom(date(from)), until && words.shownUntil(date(until)), isOver && words.over].filter(Boolean).join(' · ');
}
