import type { JSX } from 'preact';
import { writeHours } from '../../when.ts';
import { Field, PostForm } from '../form-parts.tsx';
import type { OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import type { Reader } from '../reader.ts';
import { writeDate } from '../write.ts';
import { foundMax, type Seen } from './reservations.ts';

/** The reservations of one day, or those that a search found. */
export function DayPage({
  visit,
  date,
  rows,
  wanted,
  stranded,
}: {
  visit: OfficeVisit;
  date: string;
  rows: readonly Seen[];
  /** What was searched for; empty shows the day. */
  wanted: string;
  stranded: ReadonlySet<string>;
}): JSX.Element {
  const { reader, office } = visit;
  const { day } = reader.texts;
  const here = `/admin/${office.id}/den`;
  const isSearch = wanted !== '';
  const closure = office.settings.closures.find((one) => one.date === date);
  const title = isSearch ? day.found(wanted) : writeDate(reader.lang, date);
  return (
    <Layout {...visit} title={title} place="day">
      <h1>{title}</h1>
      {!isSearch && closure && <p class="notice warn">{day.closed(closure.reason[reader.lang])}</p>}
      <Choosing visit={visit} date={date} wanted={wanted} here={here} />
      {rows.length === 0 ? (
        <p>{isSearch ? day.foundNothing : day.none}</p>
      ) : (
        <>
          <p class="quiet">{isSearch && rows.length > foundMax ? day.tooMany(foundMax) : day.count(rows.length)}</p>
          <Rows visit={visit} rows={rows.slice(0, isSearch ? foundMax : rows.length)} withDate={isSearch} stranded={stranded} />
        </>
      )}
    </Layout>
  );
}

function Choosing({ visit, date, wanted, here }: { visit: OfficeVisit; date: string; wanted: string; here: string }) {
  const { day } = visit.reader.texts;
  const shift = (days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();
  return (
    <div class="choosing">
      <form method="get" action={here} class="inline">
        <Field name="date" label={day.date} type="date" value={date} />
        <button class="button plain" type="submit">
          {day.show}
        </button>
      </form>
      <p class="steps-of-days">
        <a href={`${here}?date=${shift(-1)}`}>{day.before}</a> <a href={here}>{day.today}</a>{' '}
        <a href={`${here}?date=${shift(1)}`}>{day.after}</a>
      </p>
      <PostForm session={visit.session} action={here} kind="inline">
        <Field name="hledat" label={day.search} type="search" value={wanted} length={80} autocomplete="off" />
        <button class="button plain" type="submit">
          {day.find}
        </button>
      </PostForm>
    </div>
  );
}

function Rows({
  visit,
  rows,
  withDate,
  stranded,
}: {
  visit: OfficeVisit;
  rows: readonly Seen[];
  withDate: boolean;
  stranded: ReadonlySet<string>;
}) {
  const { reader, office, parts } = visit;
  const { day } = reader.texts;
  const nowMs = parts.clock.now();
  return (
    <section class="sheet" aria-label={day.title}>
      <table class="list">
        <caption class="unseen">{day.title}</caption>
        <thead>
          <tr>
            <th scope="col">{day.hour}</th>
            <th scope="col">{day.name}</th>
            <th scope="col">{day.service}</th>
            <th scope="col">{day.state}</th>
            <th scope="col">{day.ticket}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((seen) => (
            <tr key={seen.row.id}>
              <td class="hours-figure">
                {withDate && `${writeDate(reader.lang, seen.row.date)} `}
                {writeHours(reader.lang, office.settings.timeZone, seen.row)}
              </td>
              <th scope="row">
                <a href={`/admin/${office.id}/rezervace/${seen.row.id}`}>{seen.row.name ?? day.nameless}</a>
              </th>
              <td>{serviceName(visit, seen.row.service)}</td>
              <td>
                <State reader={reader} seen={seen} nowMs={nowMs} isStranded={stranded.has(seen.row.id)} />
              </td>
              <td class="hours-figure">{seen.ticket ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The state in a word, never in a colour alone, and what is particular about it. */
export function State({
  reader,
  seen,
  nowMs,
  isStranded,
}: {
  reader: Reader;
  seen: Seen;
  nowMs: number;
  isStranded: boolean;
}): JSX.Element {
  const { day } = reader.texts;
  const isLate = seen.state === 'confirmed' && seen.row.startMs <= nowMs && seen.row.endMs > nowMs;
  return (
    <>
      <span class={`state ${seen.state}`}>
        {day.states[seen.state]}
        {seen.counter !== null && `, ${day.atCounter(seen.counter)}`}
      </span>
      {isLate && <span class="quiet"> {day.late}</span>}
      {isStranded && <span class="state stranded"> {day.withoutHour}</span>}
    </>
  );
}

/** The service's name, or its id when the office has given it up. */
export const serviceName = ({ office, reader }: OfficeVisit, id: string): string =>
  office.settings.services.find((service) => service.id === id)?.name[reader.lang] ?? id;
