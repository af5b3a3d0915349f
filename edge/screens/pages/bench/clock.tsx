import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Language } from '#contract/language.ts';
import { clockHands, dayInWords, timeOfDay } from '../local-time.ts';
import { words } from '../words.ts';

/** The office's clock on the wall: two hands, and the same time in digits beneath. */
export function WallClock(props: { now: number; language: Language; timeZone: string; children: ComponentChildren }) {
  const { now, language, timeZone, children } = props;
  const { hours, minutes, seconds } = clockHands(now, timeZone);
  const time = timeOfDay(now, language, timeZone);
  return (
    <figure class="clock">
      <svg viewBox="-60 -60 120 120" role="img" aria-label={words[language].bench.clock(time)}>
        <circle r="57" class="shade-cross line" />
        <circle r="50" class="sheet line" />
        {Array.from({ length: 12 }, (_, hour) => (
          <path key={hour} d={hour % 3 === 0 ? 'M0-46V-36' : 'M0-46V-41'} transform={`rotate(${hour * 30})`} class="line" />
        ))}
        <Hand class="clock-hours" length={26} degrees={(hours % 12) * 30 + minutes / 2} />
        <Hand class="clock-minutes" length={39} degrees={minutes * 6} />
        <Hand class="clock-seconds" length={42} degrees={seconds * 6} />
        <circle r="3" class="ink" />
      </svg>
      <figcaption class="number">
        <b>{time}</b> {dayInWords(now, language, timeZone)}
      </figcaption>
      {children}
    </figure>
  );
}

function Hand({ class: name, length, degrees }: { class: string; length: number; degrees: number }) {
  const hand = useRef<SVGPathElement>(null);
  useEffect(() => hand.current?.setAttribute('transform', `rotate(${degrees})`), [degrees]);
  return <path ref={hand} class={name} d={`M0 6V-${length}`} />;
}
