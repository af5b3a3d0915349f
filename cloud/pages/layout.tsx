import type { ComponentChildren, JSX } from 'preact';
import { languages } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { icon, liveScript, style } from './assets.ts';
import type { Reader, Words } from './reader.ts';

export type PageFrame = {
  readonly reader: Reader;
  readonly title: string;
  readonly office?: OfficeSettings | null;
  /** Where this page stands among the questions of a booking. */
  readonly progress?: { readonly step: number; readonly steps: number };
  readonly back?: string;
  /** Reloads the page without JavaScript. */
  readonly refreshSeconds?: number;
  /** With JavaScript the parts marked `data-live` are kept true, looked after so often. */
  readonly liveSeconds?: number;
  /** Where the script follows this page by server-sent events instead; it looks while there are none. */
  readonly eventsPath?: string;
  /** A further script, served by us. */
  readonly script?: string | undefined;
  /** What went wrong, each with the id of the field to mend. */
  readonly errors?: readonly PageError[];
  /** Good news of the last act, read out by screen readers. */
  readonly notice?: ComponentChildren;
  readonly children: ComponentChildren;
};

export type PageError = { readonly field: string | null; readonly message: string };

const languageNames = { cs: 'Čeština', en: 'English', de: 'Deutsch' } as const;

/** The frame of every page: who speaks, in which language, how far along, what is wrong; then the one thing of the page. */
export function Layout(frame: PageFrame): JSX.Element {
  const { reader, title, office, progress, back, errors = [], notice } = frame;
  const { common } = reader.texts;
  return (
    <html lang={reader.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${errors.length > 0 ? `${common.problem}: ` : ''}${titleOf(reader, title, office)}`}</title>
        <link rel="stylesheet" href={style.path} />
        <link rel="icon" type="image/svg+xml" href={icon.path} />
        {frame.refreshSeconds && (
          <noscript>
            <meta http-equiv="refresh" content={String(frame.refreshSeconds)} />
          </noscript>
        )}
        {frame.liveSeconds && <script src={liveScript.path} defer />}
        {frame.script && <script src={frame.script} defer />}
      </head>
      <body>
        <a class="skip" href="#obsah">
          {common.skip}
        </a>
        <Header reader={reader} office={office ?? null} />
        <main id="obsah" class="page" data-live-seconds={frame.liveSeconds} data-events={frame.eventsPath} tabIndex={-1}>
          {(back || progress) && <Progress reader={reader} back={back} progress={progress} />}
          {errors.length > 0 && <ErrorSummary reader={reader} errors={errors} />}
          {notice && (
            // Likewise what was done; a region that is full when the page opens is not read by itself.
            <div class="notice good" role="status" tabIndex={-1} autofocus={errors.length === 0}>
              {notice}
            </div>
          )}
          {frame.children}
        </main>
        <Footer reader={reader} office={office ?? null} />
      </body>
    </html>
  );
}

/** What stands in the title of the browser's window: the page and whose it is. */
export const titleOf = (reader: Words, title: string, office: OfficeSettings | null | undefined): string =>
  `${title} – ${office?.name[reader.lang] ?? reader.texts.common.product}`;

function Header({ reader, office }: { reader: Reader; office: OfficeSettings | null }) {
  return (
    <header class="head">
      <div class="inside">
        <a class="brand" href={reader.bare('/')}>
          <span class="brand-office">{office?.name[reader.lang] ?? 'Fronta'}</span>
          <span class="brand-product">{reader.texts.common.product}</span>
        </a>
        <nav aria-label={reader.texts.common.languages} class="languages">
          <ul>
            {languages.map((lang) => {
              const href = lang === reader.lang ? null : reader.inLanguage(lang);
              if (lang !== reader.lang && href === null) return null;
              const name = (
                <>
                  <span class="language-code" aria-hidden="true">
                    {lang.toUpperCase()}
                  </span>
                  <span class="language-name">{languageNames[lang]}</span>
                </>
              );
              return (
                <li key={lang} lang={lang}>
                  {href === null ? (
                    <span aria-current="true">{name}</span>
                  ) : (
                    <a href={href} hreflang={lang}>
                      {name}
                    </a>
                  )}
                </li>
              );
            })}
          </ul>
        </nav>
      </div>
    </header>
  );
}

function Progress({ reader, back, progress }: { reader: Reader; back: string | undefined; progress: PageFrame['progress'] }) {
  return (
    <div class="progress">
      {back ? (
        <a class="back" href={back}>
          {reader.texts.common.back}
        </a>
      ) : (
        <span />
      )}
      {progress && (
        <span class="steps">
          {reader.texts.common.step(progress.step, progress.steps)}
          <span class="dots" aria-hidden="true">
            {Array.from({ length: progress.steps }, (_, index) => (
              <i key={index} class={index < progress.step ? 'done' : ''} />
            ))}
          </span>
        </span>
      )}
    </div>
  );
}

function ErrorSummary({ reader, errors }: { reader: Reader; errors: readonly PageError[] }) {
  return (
    // Focus goes here when the page opens, so that what is wrong is read first.
    <div class="trouble" role="alert" tabIndex={-1} autofocus>
      <h2>{reader.texts.common.problem}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={message}>{field === null ? message : <a href={`#${field}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

function Footer({ reader, office }: { reader: Reader; office: OfficeSettings | null }) {
  const { common } = reader.texts;
  return (
    <footer class="foot">
      <div class="inside">
        {office && (
          <p class="address">
            <strong>{office.name[reader.lang]}</strong>
            <br />
            {office.place}
          </p>
        )}
        <p>
          {office && (
            <>
              <a href={reader.bare(`/live/${office.office}`)}>{common.live}</a>
              <br />
            </>
          )}
          <span class="privacy">{common.privacy}</span>
        </p>
      </div>
    </footer>
  );
}
