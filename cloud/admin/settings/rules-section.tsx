import { Policies } from '#contract/settings.ts';
import { Field, Tick } from '../form-parts.tsx';
import type { PageError } from '../page-error.ts';
import { readNumber } from './numbers.ts';
import { answer, type Section } from './section.ts';
import { readTime, writeTimeOfDay } from './times.ts';

/** The rules that are numbers, by the part of the day they belong to. */
export const numericRules = {
  booking: ['horizonMonths', 'holdMinutes', 'activePerEmail', 'offlineLeadMinutes', 'undoCancelMinutes'],
  checkIn: ['earlyMinutes', 'copiesMax'],
  calling: ['callsMax', 'parkMinutes', 'inferNoShowSeconds'],
  day: ['lastTicketMinutes'],
} as const;
export type NumericRule = (typeof numericRules)[keyof typeof numericRules][number];

const fairnessRange = { afterMinutes: { min: 1, max: 1440 }, everyNth: { min: 2, max: 99 } } as const;

/** How the rules of booking, check-in, calling and the day are set. */
export const rulesSection: Section = {
  write: ({ policies }) => ({
    ...Object.fromEntries(allRules.map((rule) => [rule, String(policies[rule])])),
    dayClosesAt: writeTimeOfDay(policies.dayClosesAt),
    fairness: policies.fairness === null ? '' : '1',
    afterMinutes: String(policies.fairness?.afterMinutes ?? 60),
    everyNth: String(policies.fairness?.everyNth ?? 3),
  }),
  read(form, settings, _which, { reader: { texts } }) {
    const errors: PageError[] = [];
    const { errors: words } = texts.settings;
    const read = (rule: NumericRule): number => readNumber(form, rule, rangeOf(rule), errors, words.number);
    const numbers = Object.fromEntries(allRules.map((rule) => [rule, read(rule)])) as Record<NumericRule, number>;
    const dayClosesAt = readTime(form('dayClosesAt').trim());
    if (dayClosesAt === null) errors.push({ field: 'dayClosesAt', message: words.time });
    const fairness = form.has('fairness')
      ? {
          afterMinutes: readNumber(form, 'afterMinutes', fairnessRange.afterMinutes, errors, words.number),
          everyNth: readNumber(form, 'everyNth', fairnessRange.everyNth, errors, words.number),
        }
      : null;
    return answer(errors, () => ({ policies: { ...settings.policies, ...numbers, dayClosesAt: dayClosesAt ?? '00:00', fairness } }));
  },
  Body({ visit: { reader }, fields, errors }) {
    const { rules, settings: words } = reader.texts;
    const field = (name: NumericRule) => {
      const { min, max } = rangeOf(name);
      const hint = `${rules[name].hint} ${words.range(min, max)}`;
      return (
        <Field
          key={name}
          name={name}
          label={rules[name].label}
          hint={hint}
          value={fields[name] ?? ''}
          errors={errors}
          inputMode="numeric"
        />
      );
    };
    return (
      <>
        {(['booking', 'checkIn', 'calling', 'day'] as const).map((part) => (
          <fieldset key={part} class="group rules">
            <legend>{words.ruleParts[part]}</legend>
            {numericRules[part].map(field)}
            {part === 'day' && (
              <Field
                name="dayClosesAt"
                label={rules.dayClosesAt.label}
                hint={rules.dayClosesAt.hint}
                value={fields.dayClosesAt ?? ''}
                errors={errors}
              />
            )}
            {part === 'calling' && (
              <>
                <Tick name="fairness" label={rules.fairness.label} hint={rules.fairness.hint} checked={fields.fairness === '1'} />
                {(['afterMinutes', 'everyNth'] as const).map((name) => (
                  <Field key={name} name={name} label={rules[name].label} value={fields[name] ?? ''} errors={errors} inputMode="numeric" />
                ))}
              </>
            )}
          </fieldset>
        ))}
      </>
    );
  },
};

const allRules: readonly NumericRule[] = Object.values(numericRules).flat();

/** The bounds that the contract sets. */
function rangeOf(rule: NumericRule): { readonly min: number; readonly max: number } {
  const { minValue, maxValue } = Policies.shape[rule];
  return { min: Number(minValue), max: Number(maxValue) };
}
