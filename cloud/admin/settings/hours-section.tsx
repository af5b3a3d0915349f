import type { OfficeSettings } from '#contract/settings.ts';
import type { Form } from '../form.ts';
import { Field, Tick } from '../form-parts.tsx';
import type { PageError } from '../page-error.ts';
import { readNumber } from './numbers.ts';
import { answer, type Section } from './section.ts';
import { readSpans, readTimes, writeTimeOfDay } from './times.ts';

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
type Starts = OfficeSettings['slots']['starts'];
type Hours = NonNullable<OfficeSettings['hours']>;

/** When hours can be booked and how many people share one, and when the kiosk gives tickets. */
export const hoursSection: Section = {
  write: ({ slots, hours }) => ({
    minutes: String(slots.minutes),
    capacity: String(slots.capacity),
    anyHour: hours === null ? '1' : '',
    ...Object.fromEntries(
      weekdays.flatMap((day) => [
        [`starts:${day}`, (slots.starts[day] ?? []).map(writeTimeOfDay).join(', ')],
        [`hours:${day}`, (hours?.[day] ?? []).map(({ from, to }) => `${writeTimeOfDay(from)}–${writeTimeOfDay(to)}`).join(', ')],
      ]),
    ),
  }),
  read(form, _settings, _which, { reader: { texts } }) {
    const errors: PageError[] = [];
    const { errors: words } = texts.settings;
    const minutes = readNumber(form, 'minutes', { min: 5, max: 480 }, errors, words.number);
    const capacity = readNumber(form, 'capacity', { min: 1, max: 99 }, errors, words.number);
    const starts: Starts = readWeek(form, 'starts', readTimes, errors, words.times);
    const hours: Hours | null = form.has('anyHour') ? null : readWeek(form, 'hours', readSpans, errors, words.spans);
    return answer(errors, () => ({ slots: { minutes, capacity, starts }, hours }));
  },
  Body({ visit: { reader }, fields, errors }) {
    const { settings: words, weekdays: names } = reader.texts;
    return (
      <>
        <Field name="minutes" label={words.slotMinutes} value={fields.minutes ?? ''} errors={errors} inputMode="numeric" />
        <Field
          name="capacity"
          label={words.capacity}
          hint={words.capacityHint}
          value={fields.capacity ?? ''}
          errors={errors}
          inputMode="numeric"
        />
        <fieldset class="group week">
          <legend>{words.starts}</legend>
          <p class="hint">{words.startsHint}</p>
          {weekdays.map((day) => (
            <Field key={day} name={`starts:${day}`} label={names[day]} value={fields[`starts:${day}`] ?? ''} errors={errors} />
          ))}
        </fieldset>
        <fieldset class="group week">
          <legend>{words.hours}</legend>
          <p class="hint">{words.hoursHint}</p>
          <Tick name="anyHour" label={words.anyHour} checked={fields.anyHour === '1'} />
          {weekdays.map((day) => (
            <Field key={day} name={`hours:${day}`} label={names[day]} value={fields[`hours:${day}`] ?? ''} errors={errors} />
          ))}
        </fieldset>
      </>
    );
  },
};

/** A weekday left empty is left out: the office has nothing on it. */
function readWeek<Value>(
  form: Form,
  name: string,
  read: (text: string) => Value[] | null,
  errors: PageError[],
  message: string,
): Partial<Record<(typeof weekdays)[number], Value[]>> {
  const week: Partial<Record<(typeof weekdays)[number], Value[]>> = {};
  for (const day of weekdays) {
    const values = read(form(`${name}:${day}`));
    if (values === null) errors.push({ field: `${name}:${day}`, message });
    else if (values.length > 0) week[day] = values;
  }
  return week;
}
