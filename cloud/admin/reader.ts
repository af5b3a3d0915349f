import type { Context } from 'koa';
import { type Language, languages } from '#contract/language.ts';
import type { Session } from './sign-in/sessions.ts';
import { cs, type Texts } from './texts/cs.ts';
import { de } from './texts/de.ts';
import { en } from './texts/en.ts';

const catalogue: Record<Language, Texts> = { cs, en, de };

/** Who reads a page of the office, and in which language. */
export type Reader = {
  readonly lang: Language;
  readonly texts: Texts;
  /** The address of this page, to come back to; of the start where the page answered a form. */
  readonly here: string;
};

/** What was chosen in the session, else `?lang=`, else what the browser asks for, else Czech. */
export function readReader(ctx: Context, session: Session | null): Reader {
  const asked = languages.find((lang) => lang === (ctx.query.lang ?? (ctx.request.body as { lang?: unknown } | undefined)?.lang));
  const lang = session?.lang ?? asked ?? accepted(ctx);
  return { lang, texts: catalogue[lang], here: ctx.method === 'GET' ? ctx.url : '/admin' };
}

function accepted(ctx: Context): Language {
  if (ctx.get('Accept-Language') === '') return 'cs';
  const best = ctx.acceptsLanguages(...languages);
  return languages.find((lang) => lang === best) ?? 'cs';
}
