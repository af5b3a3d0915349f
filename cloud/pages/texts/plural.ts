import type { Language } from '#contract/language.ts';

type Forms = { readonly one: string; readonly few?: string; readonly other: string };

/** Chooses the form of a noun after a number. */
export function plural(lang: Language, forms: Forms): (count: number) => string {
  const rules = new Intl.PluralRules(lang);
  return (count) => {
    const rule = rules.select(count);
    return rule === 'one' ? forms.one : rule === 'few' ? (forms.few ?? forms.other) : forms.other;
  };
}
