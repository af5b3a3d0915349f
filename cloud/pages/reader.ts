import type { Context } from 'koa';
import { type Language, languages } from '#contract/language.ts';
import { cs, type Texts } from './texts/cs.ts';
import { de } from './texts/de.ts';
import { en } from './texts/en.ts';

const catalogue: Record<Language, Texts> = { cs, en, de };

/** A language with its texts: all that a part of a page needs which names no address. */
export type Words = { readonly lang: Language; readonly texts: Texts };

export const wordsIn = (lang: Language): Words => ({ lang, texts: catalogue[lang] });

/** Who reads the page: their language, its texts, and links that keep a chosen language. */
export type Reader = Words & {
  /** What every link and every form sent with GET takes along: a language chosen by `?lang=`, answers given before. */
  readonly kept: Readonly<Record<string, string>>;
  href(path: string, query?: Readonly<Record<string, string>>): string;
  /** The same address without what links carry along; the language stays. */
  bare(path: string): string;
  /** The address of this very page in another language; `null` where a page answers a form and has no address. */
  inLanguage(lang: Language): string | null;
};

/** `?lang=` first, then Accept-Language, then Czech. */
export function readReader(ctx: Context): Reader {
  const asked = languages.find((lang) => lang === ctx.query.lang);
  const lang = asked ?? accepted(ctx);
  const kept = asked ? { lang: asked } : {};
  return {
    ...wordsIn(lang),
    kept,
    href: (path, query = {}) => withQuery(path, { ...query, ...kept }),
    bare: (path) => withQuery(path, kept),
    inLanguage: (other) =>
      ctx.method === 'GET' || ctx.method === 'HEAD' ? withQuery(ctx.path, { ...plainQuery(ctx), lang: other }) : null,
  };
}

/** The same reader, with these words in every link that stays within the questions, in place of what it carried under the same names. */
export function carrying(reader: Reader, words: Readonly<Record<string, string>>): Reader {
  const kept = { ...reader.kept, ...words };
  return { ...reader, kept, href: (path, query = {}) => withQuery(path, { ...query, ...kept }) };
}

function accepted(ctx: Context): Language {
  if (ctx.get('Accept-Language') === '') return 'cs';
  const best = ctx.acceptsLanguages(...languages);
  return languages.find((lang) => lang === best) ?? 'cs';
}

const plainQuery = (ctx: Context): Record<string, string> =>
  Object.fromEntries(Object.entries(ctx.query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}
