import type { JSX } from 'preact';
import { type Localized, languages } from '#contract/language.ts';
import { Field } from '../form-parts.tsx';
import type { PageError } from '../page-error.ts';
import type { Reader } from '../reader.ts';
import type { Fields } from './section.ts';

/** Longest text in one language. */
const textLengthMax = 300;

/** One text in every language; each field carries its language, so that it is spoken and corrected in it. */
export function LocalizedFields({
  reader,
  name,
  label,
  fields,
  errors,
}: {
  readonly reader: Reader;
  readonly name: string;
  readonly label: string;
  readonly fields: Fields;
  readonly errors: readonly PageError[];
}): JSX.Element {
  return (
    <fieldset class="group">
      <legend>{label}</legend>
      {languages.map((lang) => (
        <Field
          key={lang}
          name={`${name}:${lang}`}
          label={reader.texts.languages[lang]}
          value={fields[`${name}:${lang}`] ?? ''}
          errors={errors}
          lang={lang}
          length={textLengthMax}
        />
      ))}
    </fieldset>
  );
}

/** The fields of a text. */
export const writeLocalized = (name: string, text: Localized | undefined): Fields =>
  Object.fromEntries(languages.map((lang) => [`${name}:${lang}`, text?.[lang] ?? '']));

/** Reads a text; a language left empty or filled with signs that have no place in a line is an error. */
export function readLocalized(form: (name: string) => string, name: string, errors: PageError[], message: string): Localized {
  const read = (lang: keyof Localized): string => {
    const text = readLine(form(`${name}:${lang}`));
    if (text === null) errors.push({ field: `${name}:${lang}`, message });
    return text ?? '';
  };
  return { cs: read('cs'), en: read('en'), de: read('de') };
}

/** One line of text, or `null`: it stands on slips, screens and in mails (F31). */
export function readLine(text: string): string | null {
  const line = text.normalize('NFC').trim();
  return line === '' || line.length > textLengthMax || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>]/u.test(line) ? null : line;
}
