import type { OfficeSettings, Service } from '#contract/settings.ts';
import type { Form } from '../form.ts';
import { Field, Tick } from '../form-parts.tsx';
import type { PageError } from '../page-error.ts';
import type { Texts } from '../texts/cs.ts';
import type { SettingsChange } from './draft.ts';
import { LocalizedFields, readLocalized, writeLocalized } from './localized-fields.tsx';
import { readNumber } from './numbers.ts';
import { answer, type Section } from './section.ts';

/** One service of the office; a new one has no id yet. */
export const serviceSection: Section = {
  write(settings, which) {
    const service = settings.services.find(({ id }) => id === which);
    const serving = settings.counters.filter(({ services }) => service === undefined || services.includes(service.id));
    return {
      id: service?.id ?? '',
      letter: service?.letter ?? freeLetter(settings),
      ...writeLocalized('name', service?.name),
      ...writeLocalized('bring', service?.bring),
      minutes: String(Math.round((service?.meanServiceSeconds ?? 600) / 60)),
      quota: service?.dailyQuota === null || service === undefined ? '' : String(service.dailyQuota),
      ...Object.fromEntries(serving.map(({ number }) => [`counter:${number}`, '1'])),
    };
  },
  read(form, settings, which, { reader: { texts } }) {
    const errors: PageError[] = [];
    if (form.has('remove')) return answer(problemsOfRemoving(settings, which, texts), () => without(settings, which));
    const service = readService(form, settings, which, texts, errors);
    return answer(errors, () => withService(form, settings, service));
  },
  Body({ visit: { reader }, settings, fields, errors, which }) {
    const { settings: words } = reader.texts;
    return (
      <>
        {which === '' && (
          <Field name="id" label={words.serviceId} hint={words.serviceIdHint} value={fields.id ?? ''} errors={errors} isCode length={32} />
        )}
        <LocalizedFields reader={reader} name="name" label={words.serviceName} fields={fields} errors={errors} />
        <LocalizedFields reader={reader} name="bring" label={words.bring} fields={fields} errors={errors} />
        <Field name="letter" label={words.letter} hint={words.letterHint} value={fields.letter ?? ''} errors={errors} length={1} />
        <Field
          name="minutes"
          label={words.minutes}
          hint={words.minutesHint}
          value={fields.minutes ?? ''}
          errors={errors}
          inputMode="numeric"
        />
        <Field name="quota" label={words.quota} hint={words.quotaHint} value={fields.quota ?? ''} errors={errors} inputMode="numeric" />
        <fieldset class="group">
          <legend>{words.servedAt}</legend>
          {settings.counters.map(({ number }) => (
            <Tick key={number} name={`counter:${number}`} label={words.counter(number)} checked={fields[`counter:${number}`] === '1'} />
          ))}
        </fieldset>
      </>
    );
  },
};

function readService(form: Form, settings: OfficeSettings, which: string, texts: Texts, errors: PageError[]): Service {
  const { errors: words } = texts.settings;
  const others = settings.services.filter(({ id }) => id !== which);
  const id = which === '' ? form('id').trim().toLowerCase() : which;
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(id)) errors.push({ field: 'id', message: words.identifier });
  else if (others.some((other) => other.id === id)) errors.push({ field: 'id', message: words.taken });
  const letter = form('letter').trim().toUpperCase();
  if (!/^[A-Z]$/.test(letter)) errors.push({ field: 'letter', message: words.letter });
  else if (others.some((other) => other.letter === letter)) errors.push({ field: 'letter', message: words.letterTaken });
  const name = readLocalized(form, 'name', errors, words.text);
  const bring = readLocalized(form, 'bring', errors, words.text);
  const minutes = readNumber(form, 'minutes', { min: 1, max: 120 }, errors, words.number);
  const dailyQuota = form('quota').trim() === '' ? null : readNumber(form, 'quota', { min: 1, max: 9999 }, errors, words.number);
  return { id, letter, name, bring, meanServiceSeconds: minutes * 60, dailyQuota };
}

function withService(form: Form, settings: OfficeSettings, service: Service): SettingsChange {
  const isNew = !settings.services.some(({ id }) => id === service.id);
  const services = isNew ? [...settings.services, service] : settings.services.map((one) => (one.id === service.id ? service : one));
  const counters = settings.counters.map((counter) => {
    const others = counter.services.filter((id) => id !== service.id);
    const isServed = form.has(`counter:${counter.number}`);
    if (isServed === counter.services.includes(service.id)) return counter;
    return {
      ...counter,
      services: isServed ? services.map(({ id }) => id).filter((id) => id === service.id || others.includes(id)) : others,
    };
  });
  return { services, counters };
}

function problemsOfRemoving(settings: OfficeSettings, which: string, { settings: { errors } }: Texts): PageError[] {
  if (settings.services.length === 1) return [{ field: null, message: errors.lastService }];
  const only = settings.counters.filter(({ services }) => services.length === 1 && services[0] === which).map(({ number }) => number);
  return only.length > 0 ? [{ field: null, message: errors.onlyService(only.join(', ')) }] : [];
}

const without = (settings: OfficeSettings, which: string): SettingsChange => ({
  services: settings.services.filter(({ id }) => id !== which),
  counters: settings.counters.map((counter) => ({ ...counter, services: counter.services.filter((id) => id !== which) })),
});

const freeLetter = ({ services }: OfficeSettings): string =>
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((letter) => !services.some((service) => service.letter === letter)) ?? '';
