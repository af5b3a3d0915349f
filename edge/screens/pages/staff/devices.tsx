import type { StaffView } from '../../../core/views/screens.ts';
import { timeOfDay } from '../local-time.ts';
import { Sign } from '../sign.tsx';
import { words } from '../words.ts';

/** Wrong PINs in a row from which staff are told (check-in rule). */
const pinMissesToTell = 10;

/** The link and the devices in words; what needs somebody is marked. */
export function Devices({ view }: { view: StaffView }) {
  const said = words[view.language].staff;
  const { link, journal, printer, stuckButtons, deviceTroubles, clockTrusted, pinMisses } = view;
  const time = (instant: string): string => timeOfDay(instant, view.language, view.timeZone);
  return (
    <section class="devices">
      <h2>{said.devices}</h2>
      <ul>
        {journal.state === 'volatile' && <Line fine={false} text={said.volatile(time(journal.since))} />}
        <Line fine={link.state === 'online'} text={said.link[link.state](time(link.since))} />
        {link.fenced && <Line fine={false} text={said.fenced} />}
        {link.twin && <Line fine={false} text={said.twin} />}
        <Line fine={link.unsent === 0 || link.state === 'online'} text={said.unsent(link.unsent)} />
        <Line fine={printer === 'ok'} text={said.printer[printer]} />
        {deviceTroubles.map(({ counter, trouble }) => (
          <Line key={`${counter} ${trouble}`} fine={trouble === 'watchdog'} text={said.deviceTrouble[trouble](counter)} />
        ))}
        {stuckButtons.map((label) => (
          <Line key={label} fine={false} text={said.stuckButton(label)} />
        ))}
        {!clockTrusted && <Line fine={false} text={said.clockUntrusted} />}
        {pinMisses >= pinMissesToTell && <Line fine={false} text={said.pinMisses(pinMisses)} />}
      </ul>
      <p class="devices-keys">{said.keys}</p>
    </section>
  );
}

function Line({ fine, text }: { fine: boolean; text: string }) {
  return (
    <li class={fine ? 'device' : 'device device-trouble'}>
      <span class="device-mark" aria-hidden="true">
        <Sign sign={fine ? 'check' : 'attention'} />
      </span>
      {text}
    </li>
  );
}
