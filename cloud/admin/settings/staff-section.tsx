import { Field, Tick } from '../form-parts.tsx';
import type { PageError } from '../page-error.ts';
import { keptCode } from './draft.ts';
import { readLine } from './localized-fields.tsx';
import { answer, type Section } from './section.ts';

const codeLengthMin = 6;
/** People with a code at most. */
const staffMax = 200;

/** Who may use the staff page of the office; codes are typed anew and never shown. */
export const staffSection: Section = {
  write: () => ({ id: '', name: '', code: '' }),
  async read(form, settings, _which, { reader: { texts }, parts }) {
    const errors: PageError[] = [];
    const { errors: words } = texts.settings;
    const kept = settings.staff.filter(({ id }) => !form.has(`remove:${id}`)).map((one) => ({ ...one, code: keptCode }));
    const typed = { id: form('id').trim().toLowerCase(), name: readLine(form('name')), code: form('code') };
    const isAdding = typed.id !== '' || typed.code !== '' || form('name').trim() !== '';
    if (isAdding) {
      if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(typed.id)) errors.push({ field: 'id', message: words.identifier });
      if (typed.name === null) errors.push({ field: 'name', message: words.text });
      if (typed.code.length < codeLengthMin || typed.code.length > 64) errors.push({ field: 'code', message: words.code(codeLengthMin) });
      if (kept.length >= staffMax) errors.push({ field: 'id', message: words.tooManyStaff });
    }
    const code = isAdding && errors.length === 0 ? await parts.hashStaffCode(typed.code) : keptCode;
    const added = isAdding ? [{ id: typed.id, name: typed.name ?? '', code }] : [];
    // Somebody who is there already gets the new code in place of the old one.
    return answer(errors, () => ({ staff: [...kept.filter(({ id }) => id !== typed.id), ...added] }));
  },
  Body({ visit: { reader }, settings, fields, errors }) {
    const { settings: words } = reader.texts;
    return (
      <>
        <p class="hint">{words.staffLead}</p>
        {settings.staff.map(({ id, name }) => (
          <Tick key={id} name={`remove:${id}`} label={words.removeStaff(`${name} (${id})`)} checked={fields[`remove:${id}`] === '1'} />
        ))}
        <fieldset class="group">
          <legend>{words.addStaff}</legend>
          <Field name="id" label={words.staffId} hint={words.staffIdHint} value={fields.id ?? ''} errors={errors} isCode length={32} />
          <Field name="name" label={words.staffName} value={fields.name ?? ''} errors={errors} length={80} />
          <Field
            name="code"
            label={words.staffCode}
            hint={words.staffCodeHint(codeLengthMin)}
            type="password"
            errors={errors}
            autocomplete="off"
            length={64}
          />
        </fieldset>
      </>
    );
  },
};
