import * as z from 'zod';

/** The languages every citizen-facing text comes in; Czech first. BCP 47 tags. */
export const languages = ['cs', 'en', 'de'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** One text in every language. A missing language is a decode error, never an empty label on a button. */
export const Localized = z.strictObject({ cs: z.string().min(1), en: z.string().min(1), de: z.string().min(1) });
export type Localized = z.infer<typeof Localized>;
