import type { BenchPicture, BenchSlip } from '../../bench-picture.ts';
import { words } from '../words.ts';
import type { Move } from './act.ts';
import { SlipPaper } from './slip.tsx';

/** The slot from which paper grows, and the switch that gives the printer its faults. */
export function Printer(props: { picture: BenchPicture; hanging: readonly BenchSlip[]; tear: (slip: BenchSlip) => void; act: Move }) {
  const { picture, hanging, tear, act } = props;
  const said = words[picture.board.language].bench;
  const state = picture.printer as keyof typeof said.printerState;
  const newest = hanging[0];
  return (
    <div class="printer">
      <label class="printer-switch">
        <span>{said.printer}</span>
        <select value={state} onChange={(event) => act('printer', { state: event.currentTarget.value })}>
          {Object.entries(said.printerState).map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <div class={`printer-slot printer-slot-${state}`} />
      <div class="printer-paper">
        {newest !== undefined && (
          <div class="tear" key={newest.key}>
            <SlipPaper slip={newest} language={picture.board.language} />
            <button type="button" class="tear-hand" aria-label={said.tear(newest.number)} onClick={() => tear(newest)} />
          </div>
        )}
      </div>
    </div>
  );
}
