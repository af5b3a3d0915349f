import { z } from 'zod';
import { OfficeSettings } from '#contract/settings.ts';

/** The parts that a form here may change; the office's id and its time zone are not among them. */
const changeable = OfficeSettings.shape;
const Sections = z
  .strictObject({
    name: changeable.name,
    place: changeable.place,
    languages: changeable.languages,
    services: changeable.services,
    counters: changeable.counters,
    hours: changeable.hours,
    slots: changeable.slots,
    closures: changeable.closures,
    policies: changeable.policies,
    staff: changeable.staff,
    board: changeable.board,
  })
  .partial();

/** A change that was filled in and not yet saved: new values of whole parts, or the number of an earlier revision to go back to. */
export const Draft = z.union([z.strictObject({ change: Sections }), z.strictObject({ revision: z.int().min(1).max(999_999_999) })]);
export type Draft = z.infer<typeof Draft>;
export type SettingsChange = z.infer<typeof Sections>;

/** Stands for a code that stays as it is, so that hashes of codes do not travel through browsers. */
export const keptCode = 'scrypt$kept';

/** What is wrong, by the path of the settings. */
export type Applied = { readonly ok: true; readonly settings: OfficeSettings } | { readonly ok: false; readonly paths: readonly string[] };

/** The settings with the change in them and the next revision, checked as a whole. */
export function applyChange(current: OfficeSettings, change: SettingsChange): Applied {
  const staff = (change.staff ?? current.staff).map((one) => {
    const known = current.staff.find(({ id }) => id === one.id);
    return one.code === keptCode && known ? { ...one, code: known.code } : one;
  });
  const parsed = OfficeSettings.safeParse({ ...current, ...change, staff, revision: current.revision + 1 });
  if (!parsed.success) return { ok: false, paths: parsed.error.issues.map(({ path }) => path.join('.')) };
  return { ok: true, settings: parsed.data };
}

/** The draft that a page carries in a hidden field; `null` when it is none. */
export function readDraft(text: string): Draft | null {
  try {
    return Draft.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
