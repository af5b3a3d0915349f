import { useState } from 'preact/hooks';
import type { Language } from '#contract/language.ts';
import type { BenchSlip } from '../../bench-picture.ts';
import { words } from '../words.ts';
import { SlipPaper } from './slip.tsx';

/** Which slips still hang in the slot. Those that lay there when the page opened are torn, but the newest; a new one pushes the last out. */
export function useTearing(slips: readonly BenchSlip[] | null): {
  readonly hanging: readonly BenchSlip[];
  readonly torn: readonly BenchSlip[];
  tear(slip: BenchSlip): void;
} {
  const [tornUpTo, setTornUpTo] = useState(-1);
  const all = slips ?? [];
  const hanging = all.slice(0, 1).filter(({ key }) => key > tornUpTo);
  return {
    hanging,
    torn: all.filter((slip) => !hanging.includes(slip)),
    tear: ({ key }) => setTornUpTo(key),
  };
}

/** The torn slips laid out, newest first. */
export function TornSlips({ slips, language }: { slips: readonly BenchSlip[]; language: Language }) {
  if (slips.length === 0) return null;
  const said = words[language].bench;
  return (
    <section class="torn">
      <h2 class="caption">{said.torn}</h2>
      <ul class="torn-slips">
        {slips.map((slip) => (
          <li key={slip.key}>
            <SlipPaper slip={slip} language={language} />
          </li>
        ))}
      </ul>
    </section>
  );
}
