import { useEffect, useRef } from 'preact/hooks';
import type { Language } from '#contract/language.ts';
import type { KioskView } from '../../../core/views/screens.ts';
import { timeOfDay } from '../local-time.ts';
import { Stale } from '../stale.tsx';
import { languages, words } from '../words.ts';
import './panel.css';
import './kiosk.css';

/** The kiosk's screen, in a box of any size: it explains, the buttons beside it act. */
export function Kiosk(props: { view: KioskView; now: number; stale: boolean; places?: Places; miniature?: boolean }) {
  const { view, now, stale, places = {}, miniature = false } = props;
  const whole = useRef<HTMLDivElement>(null);
  const spots = spotsOf(view.rows, places);
  useEffect(() => {
    if (spots !== null) whole.current?.style.setProperty('--rows', `${100 - spots.from}%`);
  }, [spots?.from]);
  const { language, timeZone } = view;
  return (
    <div class={`kiosk kiosk-at-${view.panel.kind}${spots === null ? '' : ' kiosk-placed'}`} ref={whole}>
      <header class="kiosk-head">
        {miniature ? <p class="kiosk-office">{view.office}</p> : <h1 class="kiosk-office">{view.office}</h1>}
        <time class="kiosk-time number">{timeOfDay(now, language, timeZone)}</time>
        <p class="kiosk-languages">
          {languages.map((each) => (
            <span key={each} class={each === language ? 'kiosk-language kiosk-language-now' : 'kiosk-language'}>
              {languageSign[each]}
            </span>
          ))}
        </p>
      </header>
      <section class="kiosk-panel" aria-live={miniature ? 'off' : 'polite'}>
        <Panel view={view} />
      </section>
      <aside class="kiosk-notice">
        {view.offline !== null && <p class="kiosk-offline">{view.offline}</p>}
        <Stale stale={stale} asOf={view.asOf} language={language} timeZone={timeZone} />
      </aside>
      <ol class="kiosk-rows">
        {view.rows.map((row) => (
          <Row key={row.button} row={row} spot={spots?.rows[row.button] ?? null} />
        ))}
      </ol>
    </div>
  );
}

/** Where a row stands among the others, percent of the room that all of them have: its middle and its height. */
type Spot = { readonly middle: number; readonly height: number };
type Places = Readonly<Record<string, number>>;

/** The room of the rows begins above the first button, as far as the next one lies below it. `null` unless every row's button has its place. */
function spotsOf(rows: KioskView['rows'], places: Places): { readonly from: number; readonly rows: Readonly<Record<string, Spot>> } | null {
  const known = rows.map(({ button }) => places[button]).filter((place) => place !== undefined);
  if (known.length < rows.length) return null;
  const sorted = known.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((place, index) => place - sorted[index]!);
  const gap = Math.min(...gaps, 2 * (100 - sorted.at(-1)!));
  const from = Math.max(0, sorted[0]! - gap / 2);
  const share = 100 / (100 - from);
  return {
    from,
    rows: Object.fromEntries(rows.map(({ button }) => [button, { middle: (places[button]! - from) * share, height: gap * share }])),
  };
}

function Row({ row, spot }: { row: KioskView['rows'][number]; spot: Spot | null }) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (spot === null) return;
    line.current?.style.setProperty('--middle', `${spot.middle}%`);
    line.current?.style.setProperty('--height', `${spot.height}%`);
  }, [spot?.middle, spot?.height]);
  return (
    <li class={row.given ? 'kiosk-row' : 'kiosk-row kiosk-row-none'} ref={line}>
      <span class="kiosk-arrow" aria-hidden="true" />
      <span class="kiosk-label">{row.label}</span>
      <span class="kiosk-note number">{row.note}</span>
    </li>
  );
}

function Panel({ view }: { view: KioskView }) {
  const { panel, language, text } = view;
  const said = words[language].kiosk;
  switch (panel.kind) {
    case 'rest':
      return (
        <>
          <p class="kiosk-text">{text}</p>
          <ul class="kiosk-others">
            {othersThan(language).map((other) => (
              <li key={other} lang={other}>
                {words[other].kiosk.pressFirst}
              </li>
            ))}
          </ul>
        </>
      );
    case 'pin':
      return (
        <>
          <p class="kiosk-text">{text}</p>
          <PinBoxes digits={panel.digits} label={said.digits(panel.digits)} />
          <ul class="kiosk-keys">
            <li>
              <kbd class="kiosk-key kiosk-key-ok">OK</kbd> {said.pinKeys.ok}
            </li>
            <li>
              <kbd class="kiosk-key">C</kbd> {said.pinKeys.clear}
            </li>
          </ul>
        </>
      );
    case 'number':
      return (
        <>
          <p class="kiosk-above">{panel.service}</p>
          <BigNumber number={panel.number} />
          <p class="kiosk-under number">{panel.note}</p>
          <p class={panel.paper ? 'kiosk-slip' : 'kiosk-slip kiosk-slip-none'}>{panel.paper ? said.takeSlip : text}</p>
          {panel.paper && <p class="aside">{text}</p>}
        </>
      );
    case 'message':
      return (
        <div class={`kiosk-message kiosk-message-${panel.tone}`}>
          <span class="kiosk-message-mark" aria-hidden="true">
            {panel.tone === 'warning' ? '!' : 'i'}
          </span>
          <p class="kiosk-text">{text}</p>
        </div>
      );
  }
}

function PinBoxes({ digits, label }: { digits: number; label: string }) {
  return (
    <div class="kiosk-pin" role="img" aria-label={label}>
      {[1, 2, 3, 4].map((place) => (
        <span
          key={place}
          class={place <= digits ? 'kiosk-digit kiosk-digit-typed' : place === digits + 1 ? 'kiosk-digit kiosk-digit-next' : 'kiosk-digit'}
        />
      ))}
    </div>
  );
}

/** As tall as its box and its own length allow. The length goes to the style sheet as a property: inline styles are forbidden. */
function BigNumber({ number }: { number: string }) {
  const element = useRef<HTMLParagraphElement>(null);
  useEffect(() => element.current?.style.setProperty('--signs', String(Math.max(3, number.length))), [number]);
  return (
    <div class="kiosk-number-box">
      <p class="kiosk-number number" ref={element}>
        {number}
      </p>
    </div>
  );
}

/** As the drawing of the screen and the button above it name them. */
const languageSign: Readonly<Record<Language, string>> = { cs: 'CZ', en: 'EN', de: 'DE' };

const othersThan = (language: Language): Language[] => languages.filter((other) => other !== language);
