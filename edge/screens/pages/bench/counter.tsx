import type { Language } from '#contract/language.ts';
import type { BenchPicture } from '../../bench-picture.ts';
import { Sign } from '../sign.tsx';
import { words } from '../words.ts';
import type { Move } from './act.ts';
import { Person } from './people.tsx';
import { Segments } from './segments.tsx';
import './counter.css';

type Unit = BenchPicture['units'][number];
type State = BenchPicture['public']['counters'][number];

/** A counter with its clerk, the visitor at it, and the call unit with display, lamp and four keys. */
export function Counter({ unit, state, language, act }: { unit: Unit; state: State | undefined; language: Language; act: Move }) {
  const said = words[language].bench;
  const open = state?.state === 'open';
  const lamp = unit.lamp as keyof typeof said.lamp;
  return (
    <section class="desk" data-unit={unit.counter} aria-label={`${said.counter} ${unit.counter}`}>
      <div class="desk-scene" aria-hidden="true">
        <DeskDrawing open={open} number={unit.counter} />
        {state?.ticket != null && (
          <div class="desk-visitor">
            <Person letter={null} looks={unit.counter} />
            <p class="desk-ticket number">{state.ticket}</p>
          </div>
        )}
      </div>
      <div class="unit">
        <div class={`unit-display unit-blink-${unit.blink}`} role="img" aria-label={said.display(unit.display)}>
          <Segments shown={unit.display} />
        </div>
        <span class={`unit-lamp unit-lamp-${lamp}`} role="img" aria-label={said.lampAt(said.lamp[lamp])} />
        <button
          type="button"
          class="plug unit-plug"
          aria-pressed={!unit.plugged}
          aria-label={
            unit.plugged ? said.cables.cut(`${said.counter} ${unit.counter}`) : said.cables.mend(`${said.counter} ${unit.counter}`)
          }
          onClick={() => act(`cables/${encodeURIComponent(`unit:${unit.counter}`)}`, { state: unit.plugged ? 'cut' : 'whole' })}
        >
          <Sign sign="scissors" />
        </button>
        <div class="unit-keys">
          {Object.entries(said.unitKeys).map(([key, word]) => (
            <button
              type="button"
              key={key}
              class={key === 'next' ? 'unit-key unit-key-next' : 'unit-key'}
              data-key={key}
              aria-label={`${said.counter} ${unit.counter}: ${word}`}
              onClick={() => act(`units/${unit.counter}/press`, { key })}
            >
              {word}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

function DeskDrawing({ open, number }: { open: boolean; number: number }) {
  return (
    <svg class="desk-drawing" viewBox="0 0 190 150" aria-hidden="true">
      <path d="M67 0V10M123 0V10" class="line thin" />
      <path d="M58 10H132V44H58z" class={open ? 'sign-open' : 'sheet line'} />
      <text x="95" y="37" class={open ? 'sign-number sign-number-open' : 'sign-number'}>
        {number}
      </text>
      {open ? (
        <>
          <path d="M95 98c-24 0-34 8-36 30h72c-2-22-12-30-36-30z" class="sheet line" />
          <path d="M95 98c-24 0-34 8-36 30h72c-2-22-12-30-36-30z" class={number % 2 === 0 ? 'shade-fine' : 'shade-upright'} />
          <path d="M88 98l7 16 7-16" class="sheet line" />
          <path d="M95 96a17 17 0 1 1 .1 0z" class="sheet line" />
          <path
            d={
              number % 2 === 0
                ? 'M77 84c-4-18 6-25 18-25s22 7 18 25c-1-9-5-13-18-13s-17 4-18 13z'
                : 'M78 74c0-11 7-15 17-15s17 4 17 15c-6-5-11-6-17-6s-11 1-17 6z'
            }
            class="ink"
          />
        </>
      ) : (
        <>
          <path d="M34 56H156V128H34z" class="sheet line" />
          <path d="M34 56H156V128H34z" class="shade-level" />
          <path d="M34 66H156M34 80H156M34 94H156M34 108H156M95 56V128" class="line thin" />
        </>
      )}
      <path d="M6 128H184L190 136H0z" class="sheet line" />
      <path d="M0 136H190V150H0z" class="sheet line" />
      <path d="M0 136H190V150H0z" class="shade-cross" />
    </svg>
  );
}
