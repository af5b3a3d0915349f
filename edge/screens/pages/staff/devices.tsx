import type { StaffView } from '../../../core/views/screens.ts';
import { timeOfDay } from '../local-time.ts';
import { Sign } from '../sign.tsx';
import { words } from '../words.ts';
import { troublesOf } from './troubles.ts';

/** Where the top line leads when something needs somebody. */
export const devicesId = 'devices';

/** The link and the devices in words: what needs somebody is marked, comes first and says what to do. */
export function Devices({ view }: { view: StaffView }) {
  const said = words[view.language].staff;
  const { link, printer, deviceTroubles } = view;
  return (
    <section class="devices" id={devicesId} tabIndex={-1}>
      <h2>{said.devices}</h2>
      <ul>
        {troublesOf(view).map(({ text, todo }) => (
          <li class="device device-trouble" key={text}>
            <span class="device-mark" aria-hidden="true">
              <Sign sign="attention" />
            </span>
            <span>
              {text}
              {todo !== undefined && <span class="device-todo">{todo}</span>}
            </span>
          </li>
        ))}
        {link.state === 'online' && <Fine text={said.link.online(timeOfDay(link.since, view.language, view.timeZone))} />}
        {(link.state === 'online' || link.unsent === 0) && <Fine text={said.unsent(link.unsent)} />}
        {printer === 'ok' && <Fine text={said.printer.ok} />}
        {deviceTroubles.map(
          ({ counter, trouble }) => trouble === 'watchdog' && <Fine key={counter} text={said.deviceTrouble.watchdog(counter)} />,
        )}
      </ul>
    </section>
  );
}

function Fine({ text }: { text: string }) {
  return (
    <li class="device">
      <span class="device-mark" aria-hidden="true">
        <Sign sign="check" />
      </span>
      {text}
    </li>
  );
}
