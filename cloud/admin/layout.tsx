import type { ComponentChildren, JSX } from 'preact';
import { languages } from '#contract/language.ts';
import type { Office } from '../store/read-office.ts';
import { adminStyle } from './assets.ts';
import { Act } from './form-parts.tsx';
import type { PageError } from './page-error.ts';
import type { AdminParts } from './parts.ts';
import type { Reader } from './reader.ts';
import type { Session } from './sign-in/sessions.ts';
import type { Texts } from './texts/cs.ts';

export type Place = keyof Texts['nav'];

export type Frame = {
  readonly parts: AdminParts;
  readonly reader: Reader;
  readonly session: Session | null;
  readonly office: Office | null;
  readonly title: string;
  readonly place?: Place;
  readonly errors?: readonly PageError[];
  /** What the last form did. */
  readonly notice?: string | null;
  readonly children: ComponentChildren;
};

const languageNames = { cs: 'Čeština', en: 'English', de: 'Deutsch' } as const;

/** The frame of every page of the office: where one is, who is signed in, what went wrong; then the page. */
export function Layout(frame: Frame): JSX.Element {
  const { parts, reader, session, office, title, errors = [], notice } = frame;
  const { texts, lang } = reader;
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${errors.length > 0 ? `${texts.frame.problem}: ` : ''}${title} – ${office?.settings.name[lang] ?? texts.frame.product}`}</title>
        {[...parts.styles, adminStyle.path].map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        <link rel="icon" type="image/svg+xml" href={parts.icon} />
      </head>
      <body class="admin">
        <a class="skip" href="#obsah">
          {texts.frame.skip}
        </a>
        <Header {...frame} />
        {office && session && <Navigation {...frame} office={office} session={session} />}
        <main id="obsah" class="page">
          {errors.length > 0 && <Errors reader={reader} errors={errors} />}
          {notice && (
            <p class="notice good" role="status" tabIndex={-1} autofocus={errors.length === 0}>
              {notice}
            </p>
          )}
          {frame.children}
        </main>
      </body>
    </html>
  );
}

function Header({ reader, session, office }: Frame) {
  const { texts, lang } = reader;
  return (
    <header class="head">
      <div class="inside">
        <a class="brand" href="/admin">
          <span class="brand-office">{office?.settings.name[lang] ?? 'Fronta'}</span>
          <span class="brand-product">{texts.frame.product}</span>
        </a>
        {session === null ? <LanguageLinks reader={reader} /> : <LanguageChoice reader={reader} session={session} />}
        {session && (
          <div class="signed-in">
            <span>{session.user.name}</span>
            <Act session={session} action="/admin/odhlasit" label={texts.frame.signOut} kind="quiet-link" />
          </div>
        )}
      </div>
    </header>
  );
}

function LanguageLinks({ reader }: { readonly reader: Reader }) {
  return (
    <nav class="languages" aria-label={reader.texts.frame.languages}>
      {languages.map((lang) =>
        lang === reader.lang ? (
          <span key={lang} aria-current="true" lang={lang}>
            {lang.toUpperCase()}
          </span>
        ) : (
          <a key={lang} href={`?lang=${lang}`} lang={lang} hreflang={lang}>
            {lang.toUpperCase()}
            <span class="unseen"> {languageNames[lang]}</span>
          </a>
        ),
      )}
    </nav>
  );
}

/** A choice that is kept: a form, for no GET changes anything. */
function LanguageChoice({ reader, session }: { readonly reader: Reader; readonly session: Session }) {
  return (
    <form class="languages" method="post" action="/admin/jazyk" aria-label={reader.texts.frame.languages}>
      <input type="hidden" name="csrf" value={session.csrf} />
      <input type="hidden" name="back" value={reader.here} />
      {languages.map((lang) =>
        lang === reader.lang ? (
          <span key={lang} aria-current="true" lang={lang}>
            {lang.toUpperCase()}
          </span>
        ) : (
          <button key={lang} type="submit" name="lang" value={lang} lang={lang}>
            {lang.toUpperCase()}
            <span class="unseen"> {languageNames[lang]}</span>
          </button>
        ),
      )}
    </form>
  );
}

function Navigation({ reader, session, office, place }: Frame & { readonly office: Office; readonly session: Session }) {
  const everybody: readonly Place[] = ['day', 'phone', 'toMove', 'statistics', 'settings', 'history'];
  const places: readonly Place[] = session.user.role === 'admin' ? [...everybody, 'kiosks', 'users', 'audit'] : [...everybody, 'audit'];
  return (
    <nav class="places" aria-label={reader.texts.frame.places}>
      <ul class="inside">
        {places.map((one) => (
          <li key={one}>
            <a href={`/admin/${office.id}/${paths[one]}`} aria-current={one === place ? 'page' : undefined}>
              {reader.texts.nav[one]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const paths: Readonly<Record<Place, string>> = {
  day: 'den',
  phone: 'objednat',
  toMove: 'presunout',
  statistics: 'statistiky',
  settings: 'nastaveni',
  history: 'historie',
  kiosks: 'kiosky',
  users: 'uzivatele',
  audit: 'zaznamy',
};

function Errors({ reader, errors }: { readonly reader: Reader; readonly errors: readonly PageError[] }) {
  return (
    // Focus goes here when the page opens, so that what is wrong is read first.
    <div class="trouble" role="alert" tabIndex={-1} autofocus>
      <h2>{reader.texts.frame.problem}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{field === null ? message : <a href={`#${field}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}
