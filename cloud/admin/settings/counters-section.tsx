import { emptyBoard, Way, ways } from '#contract/board.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Form } from '../form.ts';
import { Field, Select, Tick } from '../form-parts.tsx';
import type { PageError } from '../page-error.ts';
import type { Texts } from '../texts/cs.ts';
import { answer, type Fields, type Section } from './section.ts';

type Counter = OfficeSettings['counters'][number];

/** The counters, what each serves and which keys its unit has. */
export const countersSection: Section = {
  write: ({ counters, board }) =>
    Object.assign(
      { 'new:number': '', 'new:keys': 'four', 'new:way': '' } satisfies Fields,
      ...counters.map((counter) => writeCounter(`c${counter.number}`, counter, board?.ways[counter.number])),
    ),
  read(form, settings, _which, { reader: { texts } }) {
    const errors: PageError[] = [];
    const known = settings.counters
      .filter(({ number }) => !form.has(`c${number}:remove`))
      .map(({ number }) => readCounter(form, `c${number}`, number, settings, texts, errors));
    const typed = form('new:number').trim();
    const number = /^[1-9]\d?$/.test(typed) ? Number(typed) : null;
    if (typed !== '' && number === null) errors.push({ field: 'new:number', message: texts.settings.errors.number(1, 99) });
    if (settings.counters.some((counter) => counter.number === number))
      errors.push({ field: 'new:number', message: texts.settings.errors.taken });
    const added = number === null ? [] : [readCounter(form, 'new', number, settings, texts, errors)];
    const counters = [...known, ...added].toSorted((a, b) => a.number - b.number);
    if (counters.length === 0) errors.push({ field: null, message: texts.settings.errors.lastCounter });
    return answer(errors, () => ({ counters, ...readWays(form, counters, settings) }));
  },
  Body({ visit: { reader }, settings, fields, errors }) {
    const { settings: words, board } = reader.texts;
    const inside = (name: string) => (
      <>
        {settings.services.map(({ id, name: service }) => (
          <Tick key={id} name={`${name}:serves:${id}`} label={service[reader.lang]} checked={fields[`${name}:serves:${id}`] === '1'} />
        ))}
        <Select
          name={`${name}:keys`}
          label={words.keys}
          value={fields[`${name}:keys`] ?? 'four'}
          options={[
            ['four', words.unitKeys.four],
            ['one', words.unitKeys.one],
          ]}
        />
        <Select
          name={`${name}:way`}
          label={board.way}
          value={fields[`${name}:way`] ?? ''}
          options={[['', board.noWay], ...ways.map((way) => [way, board.ways[way]] as const)]}
        />
      </>
    );
    return (
      <>
        {settings.counters.map(({ number }) => (
          <fieldset key={number} class="group">
            <legend>{words.counter(number)}</legend>
            {inside(`c${number}`)}
            <Tick name={`c${number}:remove`} label={words.removeCounter} checked={fields[`c${number}:remove`] === '1'} />
          </fieldset>
        ))}
        <fieldset class="group">
          <legend>{words.addCounter}</legend>
          <Field name="new:number" label={words.counterNumber} value={fields['new:number'] ?? ''} errors={errors} inputMode="numeric" />
          {inside('new')}
        </fieldset>
      </>
    );
  },
};

const writeCounter = (name: string, { services, unitKeys }: Counter, way: Way | undefined): Fields => ({
  [`${name}:way`]: way ?? '',
  [`${name}:keys`]: unitKeys,
  ...Object.fromEntries(services.map((id) => [`${name}:serves:${id}`, '1'])),
});

function readCounter(
  form: Form,
  name: string,
  number: number,
  settings: OfficeSettings,
  { settings: words }: Texts,
  errors: PageError[],
): Counter {
  const services = settings.services.map(({ id }) => id).filter((id) => form.has(`${name}:serves:${id}`));
  const [first] = settings.services;
  if (services.length === 0) errors.push({ field: `${name}:serves:${first?.id}`, message: words.errors.servesNothing(number) });
  return { number, services, unitKeys: form(`${name}:keys`) === 'one' ? 'one' : 'four' };
}

/** The arrows of the counters that there are. An office that never had any keeps no board for that (P50). */
function readWays(form: Form, counters: readonly Counter[], { counters: before, board }: OfficeSettings): Pick<OfficeSettings, 'board'> {
  const chosen = counters.flatMap(({ number }) => {
    const isNew = before.every((counter) => counter.number !== number);
    const way = Way.safeParse(form(`${isNew ? 'new' : `c${number}`}:way`));
    return way.success ? [[String(number), way.data] as const] : [];
  });
  if (board === undefined && chosen.length === 0) return {};
  return { board: { ...(board ?? emptyBoard), ways: Object.fromEntries(chosen) } };
}
