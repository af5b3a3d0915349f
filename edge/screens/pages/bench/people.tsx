import type { BenchPicture } from '../../bench-picture.ts';
import { words } from '../words.ts';
import './people.css';

/** People drawn at most; the rest are a figure in words. */
const drawnMax = 12;

/** Those who wait, one drawing each, with the letter of their service in hand. */
export function People({ picture }: { picture: BenchPicture }) {
  const letters = picture.public.services.flatMap(({ id, waiting }) => {
    const letter = picture.services.find((service) => service.id === id)?.letter ?? '';
    return Array<string>(Math.min(waiting, drawnMax)).fill(letter);
  });
  const all = picture.public.services.reduce((sum, { waiting }) => sum + waiting, 0);
  return (
    <figure class="people">
      <ol aria-hidden="true">
        {letters.slice(0, drawnMax).map((letter, place) => (
          <li key={place}>
            <Person letter={letter} looks={(place * 7 + letter.charCodeAt(0)) % looks.length} />
          </li>
        ))}
      </ol>
      <figcaption class="caption">{words[picture.board.language].bench.waiting(all)}</figcaption>
    </figure>
  );
}

/** A visitor, `looks` choosing one of the drawn figures, with the letter of the service waited for. */
export function Person({ letter, looks: index }: { letter: string | null; looks: number }) {
  const look = looks[index] ?? looks[0];
  return (
    <svg class="person" viewBox="0 0 44 96" aria-hidden="true">
      <path d="M10 93H40l2 3H6z" class="shade-cross" />
      <path d={look.body} class="sheet line" />
      <path d={look.body} class={look.shade} />
      <path d="M22 24a8.5 8.5 0 1 1 .1 0z" class="sheet line" />
      <path d={look.hair} class="ink" />
      {letter !== null && (
        <>
          <path d="M27 45h14v15H27z" class="ticket" />
          <text x="34" y="57" class="ticket-letter">
            {letter}
          </text>
        </>
      )}
    </svg>
  );
}

const coat = 'M22 26c-10 0-14 5-15 13L4 66h7l1 27h8l2-22 2 22h8l1-27h7l-3-27c-1-8-5-13-15-13z';
const skirt = 'M22 26c-9 0-12 5-13 12L7 58l5 2-7 22h9l1 11h5V82h4v11h5l1-11h9L32 60l5-2-2-20c-1-7-4-12-13-12z';

/** A few citizens: what they wear and how the engraver shaded it. */
const looks = [
  { body: coat, shade: 'shade-fine', hair: 'M13 16c0-8 4-10 9-10s9 2 9 10c-3-4-6-5-9-5s-6 1-9 5z' },
  { body: skirt, shade: 'shade-dense', hair: 'M12 22c-2-12 3-17 10-17s12 5 10 17l-3 3c1-8-1-12-7-12s-8 4-7 12z' },
  { body: coat, shade: 'shade-cross', hair: 'M10 12h24v2H10zM14 12c0-7 2-9 8-9s8 2 8 9z' },
  { body: skirt, shade: 'shade-level', hair: 'M13 17c0-9 4-11 9-11s9 2 9 11c-2-4-4-5-9-5s-7 1-9 5zM26 3a4 4 0 1 1-6 1z' },
  { body: coat, shade: 'shade-upright', hair: 'M13.500 14c1-6 4-8 8.500-8s7.500 2 8.500 8l-2-2H15.500z' },
] as const;
