import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Form } from '../form.ts';
import type { OfficeVisit } from '../guard.tsx';
import type { PageError } from '../page-error.ts';
import type { SettingsChange } from './draft.ts';

/** What is shown in the fields: as it is set, or as it was just typed. */
export type Fields = Readonly<Record<string, string>>;

export type SectionView = {
  readonly visit: OfficeVisit;
  readonly settings: OfficeSettings;
  readonly fields: Fields;
  readonly errors: readonly PageError[];
  /** Which of several, e.g. a service's id; empty for a new one. */
  readonly which: string;
};

/** What a form says: new values, or what is to be put right. */
export type Read = { readonly ok: true; readonly change: SettingsChange } | { readonly ok: false; readonly errors: readonly PageError[] };

/** One part of the settings with its form. */
export type Section = {
  /** Its fields as they are set. */
  write(settings: OfficeSettings, which: string): Fields;
  read(form: Form, settings: OfficeSettings, which: string, visit: OfficeVisit): Promise<Read> | Read;
  /** The inside of its form. */
  Body(view: SectionView): JSX.Element;
};

/** The answer of a reader that found these errors, or none. */
export const answer = (errors: readonly PageError[], change: () => SettingsChange): Read =>
  errors.length > 0 ? { ok: false, errors } : { ok: true, change: change() };
