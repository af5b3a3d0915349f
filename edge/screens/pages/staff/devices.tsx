import type { DeviceTrouble, StaffView } from '../../../core/views/screens.ts';
import { timeOfDay } from '../local-time.ts';
import { Sign } from '../sign.tsx';
import { words } from '../words.ts';

/** Wrong PINs in a row from which staff are told (check-in rule). */
const pinMissesToTell = 10;

/** The link and the devices in words: what needs somebody is marked, and says what to do. */
export function Devices({ view }: { view: StaffView }) {
  const said = words[view.language].staff;
  const { link, journal, printer, counters, stuckButtons, deviceTroubles, clockTrusted, pinMisses } = view;
  const time = (instant: string): string => timeOfDay(instant, view.language, view.timeZone);
  const silent = counters.filter(({ unitPresent }) => !unitPresent);
  return (
    <section class="devices">
      <h2>{said.devices}</h2>
      <ul>
        {journal.state === 'volatile' && <Trouble text={said.volatile(time(journal.since))} todo={said.volatileTodo} />}
        <Link view={view} />
        {link.fenced && <Trouble text={said.fenced} />}
        {link.twin && <Trouble text={said.twin} />}
        {link.unsent === 0 || link.state === 'online' ? (
          <Fine text={said.unsent(link.unsent)} />
        ) : (
          <Trouble text={said.unsent(link.unsent)} />
        )}
        {printer === 'ok' ? <Fine text={said.printer.ok} /> : <Trouble text={said.printer[printer]} todo={said.printerTodo[printer]} />}
        {silent.map(({ number }) => (
          <Trouble key={number} text={said.deviceTrouble.silent(number)} todo={said.unitTodo} />
        ))}
        {deviceTroubles.map((trouble) => (
          <Ailing key={`${trouble.counter} ${trouble.trouble}`} {...trouble} view={view} />
        ))}
        {stuckButtons.map(({ id, label }) => (
          <Trouble key={id} text={said.stuckButton(label)} todo={said.buttonTodo} />
        ))}
        {!clockTrusted && <Trouble text={said.clockUntrusted} />}
        {pinMisses >= pinMissesToTell && <Trouble text={said.pinMisses(pinMisses)} todo={said.pinTodo} />}
      </ul>
    </section>
  );
}

/** The link to the bookings: since when it is as it is, and when it is away, for how long. */
function Link({ view: { link, asOf, language, timeZone } }: { view: StaffView }) {
  const said = words[language].staff;
  const text = said.link[link.state](timeOfDay(link.since, language, timeZone));
  if (link.state === 'online') return <Fine text={text} />;
  const minutes = Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(link.since)) / 60_000));
  return <Trouble text={`${text} (${said.lasts(Math.floor(minutes / 60), minutes % 60)})`} todo={said.linkTodo} />;
}

function Ailing({ view, counter, trouble }: DeviceTrouble & { view: StaffView }) {
  const said = words[view.language].staff;
  const text = said.deviceTrouble[trouble](counter);
  switch (trouble) {
    case 'watchdog':
      return <Fine text={text} />;
    case 'silent':
      return <Trouble text={text} todo={counter === null ? said.keypadTodo : said.unitTodo} />;
    case 'key-stuck':
      return <Trouble text={text} todo={said.buttonTodo} />;
    case 'eeprom':
      return <Trouble text={text} />;
  }
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

function Trouble({ text, todo }: { text: string; todo?: string }) {
  return (
    <li class="device device-trouble">
      <span class="device-mark" aria-hidden="true">
        <Sign sign="attention" />
      </span>
      <span>
        {text}
        {todo !== undefined && <span class="device-todo">{todo}</span>}
      </span>
    </li>
  );
}
