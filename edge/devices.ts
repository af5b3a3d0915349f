import { join } from 'node:path';
import { gpiomonButtons } from './buttons/gpiomon.ts';
import { onoffButtons } from './buttons/onoff.ts';
import type { Buttons } from './buttons/port.ts';
import { simulatedButtons } from './buttons/simulated.ts';
import type { Clock } from './clock/port.ts';
import { turnableClock } from './clock/turnable.ts';
import type { EdgeConfig } from './config.ts';
import { simulatedKeypad } from './keypad/simulated.ts';
import { cutLink } from './link/cable.ts';
import type { MqttLink } from './link/mqtt.ts';
import type { Link } from './link/port.ts';
import type { Log, Rooms } from './loop/rooms.ts';
import { filePrinter } from './printer/file.ts';
import { printerModels } from './printer/models.ts';
import type { Printer } from './printer/port.ts';
import { simulatedPrinter } from './printer/simulated.ts';
import { tcpPrinter } from './printer/tcp.ts';
import { usbPrinter } from './printer/usb.ts';
import { type BenchHands, simulatedBench } from './screens/bench-devices.ts';
import type { Bench } from './screens/port.ts';
import { simulatedUnits } from './units/simulated.ts';
import { espeakVoice } from './voice/espeak.ts';
import { noVoice } from './voice/none.ts';
import { readPack } from './voice/pack.ts';
import type { Voice } from './voice/port.ts';
import { soundCache } from './voice/sound-cache.ts';

/** The rooms of the hall's hardware, and the bench where all of it is simulated. */
export type Devices = {
  readonly rooms: Pick<Rooms, 'buttons' | 'keypad' | 'units' | 'printer' | 'voice'>;
  readonly bench: Bench | null;
};

/** Opens the devices as the configuration names them. Rejects with one line when a driver or device that must be there is not. */
export async function openDevices(config: EdgeConfig, clock: Clock, hands: BenchHands | null, log: Log): Promise<Devices> {
  const voice = openVoice(config, log);
  const model = printerModels[config.printer.model];
  const { buttons: pins, units: bus } = config;
  const ids = [...config.settings.services.map(({ id }) => `service:${id}`), 'reserved', 'language'];
  const counters = config.settings.counters.map(({ number }) => number);
  if (hands !== null) {
    const simulated = {
      buttons: simulatedButtons(ids),
      keypad: simulatedKeypad(),
      units: simulatedUnits(counters),
      printer: simulatedPrinter({ model }),
    };
    return { rooms: { ...simulated, voice }, bench: simulatedBench({ ...simulated, ids }, hands) };
  }
  const buttons = await openButtons(pins, ids, clock, log);
  const wired =
    bus.driver === 'simulated' ? { units: simulatedUnits(counters), keypad: simulatedKeypad() } : await openWiredBus(bus, clock, log);
  return { rooms: { buttons, ...wired, printer: await openPrinter(config, clock), voice }, bench: null };
}

/** All of the hall's hardware is simulated: there is a bench. */
const isBench = ({ buttons, units, printer }: EdgeConfig): boolean =>
  [buttons, units, printer].every(({ driver }) => driver === 'simulated');

/** The clock and the link that the office goes by. Only where there is a bench can hands turn the one, of which `turned` hears, and cut the other. */
export function withHands(
  config: EdgeConfig,
  truth: Clock,
  linkOn: (clock: Clock) => MqttLink,
  turned: (to: { readonly wallMs: number; readonly rate: number }) => void,
): { readonly clock: Clock; readonly link: Link; readonly mqtt: MqttLink; readonly hands: BenchHands | null } {
  if (!isBench(config)) {
    const mqtt = linkOn(truth);
    return { clock: truth, link: mqtt, mqtt, hands: null };
  }
  const clock = turnableClock(truth);
  const tell = (): void => turned({ wallMs: Math.round(clock.now().wall), rate: clock.rate() });
  const mqtt = linkOn(clock);
  const link = cutLink(mqtt, mqtt.plug);
  const hands: BenchHands = {
    cut: link.isCut,
    setCut: link.cut,
    clockRate: clock.rate,
    setClockRate(rate) {
      clock.setRate(rate);
      tell();
    },
    turnClockAhead(minutes) {
      clock.turnAhead(minutes * 60_000);
      tell();
    },
  };
  return { clock, link, mqtt, hands };
}

/** A voice that cannot be had is silence, and a line in the log: a hall without a voice still has its board. */
function openVoice({ voice, data }: EdgeConfig, log: Log): Voice {
  if (voice.driver === 'none') return noVoice();
  const packs = voice.packs.flatMap((folder) => {
    try {
      return [readPack(folder)];
    } catch (error) {
      log.warn({}, `a recorded voice is left out: ${(error as Error).message}`);
      return [];
    }
  });
  return espeakVoice({
    packs,
    confirms: voice.confirms,
    cache: soundCache(join(data, 'voice')),
    onMissing: (program) => log.warn({ program }, 'the hall has no voice: a program is missing'),
  });
}

function openButtons(
  { driver, chip, pins, lamps }: EdgeConfig['buttons'],
  ids: readonly string[],
  clock: Clock,
  log: Log,
): Promise<Buttons> {
  const wiring = { ...(chip !== null && { chip }), pins, lamps, clock };
  switch (driver) {
    case 'simulated':
      return Promise.resolve(simulatedButtons(ids));
    case 'onoff':
      return onoffButtons(wiring);
    case 'gpiomon':
      return gpiomonButtons({ ...wiring, onTrouble: (line) => log.warn({}, line) });
  }
}

/** The serial driver is loaded only where a bus is: it makes a fifth of a start. */
async function openWiredBus(
  { port, baudRate, answerMs, counters, keypad }: EdgeConfig['units'],
  clock: Clock,
  log: Log,
): Promise<Pick<Rooms, 'units' | 'keypad'>> {
  const { openBus } = await import('./units/modbus.ts');
  return openBus({ port: port!, baudRate, answerMs, counters, keypad, clock, onTrouble: (line) => log.warn({}, line) });
}

async function openPrinter({ printer }: EdgeConfig, clock: Clock): Promise<Printer> {
  const model = printerModels[printer.model];
  switch (printer.driver) {
    case 'simulated':
      return simulatedPrinter({ model });
    case 'file':
      return filePrinter({ path: printer.path!, model, clock });
    case 'tcp':
      return tcpPrinter({ host: printer.host!, ...(printer.port !== null && { port: printer.port }), model, clock });
    case 'usb': {
      const { vendorId, productId } = printer;
      return usbPrinter({ ...(vendorId !== null && { vendorId }), ...(productId !== null && { productId }), model, clock });
    }
  }
}
