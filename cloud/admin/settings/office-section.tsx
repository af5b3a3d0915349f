import { languages } from '#contract/language.ts';
import { Field, Tick } from '../form-parts.tsx';
import { LocalizedFields, readLine, readLocalized, writeLocalized } from './localized-fields.tsx';
import { answer, type Section } from './section.ts';

/** What the office is called, where it is, and what it speaks. */
export const officeSection: Section = {
  write: (settings) => ({
    ...writeLocalized('name', settings.name),
    place: settings.place,
    ...Object.fromEntries(settings.languages.map((lang) => [`speaks:${lang}`, '1'])),
  }),
  read(form, _settings, _which, { reader: { texts } }) {
    const errors: { field: string; message: string }[] = [];
    const name = readLocalized(form, 'name', errors, texts.settings.errors.text);
    const place = readLine(form('place'));
    if (place === null) errors.push({ field: 'place', message: texts.settings.errors.text });
    const spoken = languages.filter((lang) => form.has(`speaks:${lang}`));
    if (spoken.length === 0) errors.push({ field: 'speaks:cs', message: texts.settings.errors.languages });
    return answer(errors, () => ({ name, place: place ?? '', languages: spoken }));
  },
  Body({ visit: { reader }, settings, fields, errors }) {
    const { settings: words } = reader.texts;
    return (
      <>
        <LocalizedFields reader={reader} name="name" label={words.officeName} fields={fields} errors={errors} />
        <Field name="place" label={words.place} value={fields.place ?? ''} errors={errors} />
        <fieldset class="group">
          <legend>{words.languages}</legend>
          <p class="hint">{words.languagesHint}</p>
          {languages.map((lang) => (
            <Tick key={lang} name={`speaks:${lang}`} label={reader.texts.languages[lang]} checked={fields[`speaks:${lang}`] === '1'} />
          ))}
        </fieldset>
        <p class="hint">{words.timeZone(settings.timeZone)}</p>
      </>
    );
  },
};
