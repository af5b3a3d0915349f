import { z } from 'zod';
import { localDate } from '#contract/business-day.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { Field, Tick } from '../form-parts.tsx';
import type { PageError } from '../page-error.ts';
import { writeDate } from '../write.ts';
import { LocalizedFields, readLocalized, writeLocalized } from './localized-fields.tsx';
import { answer, type Section } from './section.ts';

/** Closures of one office at most; with three languages each they still fit into one form. */
const closuresMax = 150;
/** Closures so long past are left out at the next change. */
const forgottenAfterDays = 366;

/** Days on which the office is closed: holidays and its own reasons. */
export const closuresSection: Section = {
  write: ({ closures }) => Object.assign({ date: '' }, ...closures.map(({ date, reason }) => writeLocalized(`closure:${date}`, reason))),
  read(form, settings, _which, { reader: { texts }, parts }) {
    const errors: PageError[] = [];
    const { errors: words } = texts.settings;
    const today = localDate(parts.clock.now(), settings);
    const oldest = Temporal.PlainDate.from(today).subtract({ days: forgottenAfterDays }).toString();
    const kept = settings.closures
      .filter(({ date }) => date >= oldest && !form.has(`remove:${date}`))
      .map((closure) => {
        const isShown = closure.date >= today;
        return isShown ? { date: closure.date, reason: readLocalized(form, `closure:${closure.date}`, errors, words.text) } : closure;
      });
    const date = form('date').trim();
    const added = date === '' ? [] : [{ date, reason: readLocalized(form, 'reason', errors, words.text) }];
    if (date !== '' && !z.iso.date().safeParse(date).success) errors.push({ field: 'date', message: words.date });
    else if (kept.some((closure) => closure.date === date)) errors.push({ field: 'date', message: words.closedAlready });
    const closures = inOrder([...kept, ...added]);
    if (closures.length > closuresMax) errors.push({ field: 'date', message: words.tooManyClosures });
    return answer(errors, () => ({ closures }));
  },
  Body({ visit: { reader, parts }, settings, fields, errors }) {
    const { settings: words } = reader.texts;
    const today = localDate(parts.clock.now(), settings);
    const coming = settings.closures.filter(({ date }) => date >= today);
    return (
      <>
        {coming.length === 0 && <p>{words.noClosures}</p>}
        {coming.map(({ date, reason }) => (
          <details key={date} class="closure" open={errors.some(({ field }) => field?.startsWith(`closure:${date}`))}>
            <summary>
              <strong>{writeDate(reader.lang, date)}</strong> {reason[reader.lang]}
            </summary>
            <LocalizedFields reader={reader} name={`closure:${date}`} label={words.reason} fields={fields} errors={errors} />
            <Tick name={`remove:${date}`} label={words.openAgain} checked={fields[`remove:${date}`] === '1'} />
          </details>
        ))}
        <fieldset class="group">
          <legend>{words.addClosure}</legend>
          <Field name="date" label={words.date} type="date" value={fields.date ?? ''} errors={errors} />
          <LocalizedFields reader={reader} name="reason" label={words.reason} fields={fields} errors={errors} />
        </fieldset>
      </>
    );
  },
};

/** Closures by their date. */
export const inOrder = (closures: OfficeSettings['closures']): OfficeSettings['closures'] =>
  closures.toSorted((a, b) => a.date.localeCompare(b.date));
