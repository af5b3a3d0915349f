import type { StaffView } from '../../../core/views/screens.ts';
import { timeOfDay } from '../local-time.ts';
import { words } from '../words.ts';

/** Who is booked in this hour and whether they came. No names: the kiosk knows none. */
export function Reservations({ view }: { view: StaffView }) {
  const said = words[view.language].staff;
  const time = (instant: string): string => timeOfDay(instant, view.language, view.timeZone);
  return (
    <section class="booked">
      <h2>{said.reservations}</h2>
      {view.reservations.length === 0 && <p class="empty">{said.reservationsEmpty}</p>}
      <ul>
        {view.reservations.map(({ service, start, end, arrived }, index) => (
          <li key={index}>
            <span class="number">
              {time(start)}–{time(end)}
            </span>
            <span>{view.services.find(({ id }) => id === service)?.name ?? service}</span>
            <b class={arrived ? 'booked-here' : 'booked-not'}>{arrived ? said.arrived : said.notYet}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
