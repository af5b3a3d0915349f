import type { BenchPicture, BenchSlip } from '../../bench-picture.ts';
import { Kiosk } from '../kiosk/kiosk.tsx';
import { languages, words } from '../words.ts';
import type { Move } from './act.ts';
import { Keypad } from './keypad.tsx';
import { Printer } from './printer.tsx';
import './cabinet.css';

/** The kiosk as it stands in the hall: its screen, the physical buttons level with its rows, keypad and printer. */
export function Cabinet(props: {
  picture: BenchPicture;
  now: number;
  stale: boolean;
  hanging: readonly BenchSlip[];
  tear: (slip: BenchSlip) => void;
  act: Move;
}) {
  const { picture, now, stale, hanging, tear, act } = props;
  const { language } = picture.board;
  const said = words[language].bench;
  const lamp = (button: string) => {
    const lit = picture.lamps[button] === true;
    return { 'data-lit': lit, title: said.lampAt(lit ? said.lamp.on : said.lamp.off) };
  };
  return (
    <section class="cabinet" aria-label={said.kiosk}>
      <CabinetDrawing />
      <div class="cabinet-front">
        <p class="cabinet-brand" aria-hidden="true">
          {picture.board.office}
        </p>
        {picture.buttons.includes('language') && (
          <button
            type="button"
            class="push-language"
            data-button="language"
            {...lamp('language')}
            aria-label={`${languages.join(' ')}: ${said.language}`}
            onClick={() => act('buttons/language/press')}
          >
            {languages.join(' ')}
          </button>
        )}
        <div class="cabinet-top">
          <div class="cabinet-buttons">
            {picture.kiosk.rows.map(({ button, label }) => (
              <button
                type="button"
                key={button}
                class={button === 'reserved' ? 'push push-reserved' : 'push'}
                data-button={button}
                {...lamp(button)}
                aria-label={label}
                onClick={() => act(`buttons/${encodeURIComponent(button)}/press`)}
              />
            ))}
          </div>
          <div class="cabinet-screen">
            <Kiosk view={picture.kiosk} now={now} stale={stale} miniature />
          </div>
        </div>
        <Keypad language={language} act={act} />
        <Printer picture={picture} hanging={hanging} tear={tear} act={act} />
      </div>
    </section>
  );
}

function CabinetDrawing() {
  return (
    <svg class="cabinet-drawing" viewBox="0 0 520 720" preserveAspectRatio="none" aria-hidden="true">
      <path d="M4 712 20 700H500l16 4-6 12H10z" class="shade-cross" />
      <path d="M18 22 52 4H502L468 22z" class="sheet line" />
      <path d="M18 22 52 4H502L468 22z" class="shade-fine" />
      <path d="M468 22 502 4V688L468 708z" class="sheet line" />
      <path d="M468 22 502 4V688L468 708z" class="shade-dense" />
      <path d="M18 22H468V708H18z" class="sheet line" />
      <path d="M18 596H468V708H18z" class="shade-level" />
      <path d="M432 22H468V596H432z" class="shade-upright" />
      <path d="M18 596H468M30 684H456" class="line thin" />
      <path d="M18 708H468M24 714H470" class="line" />
    </svg>
  );
}
