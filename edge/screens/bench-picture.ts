import type { Views } from '../core/views/screens.ts';
import type { PrintedSlip } from '../printer/port.ts';
import type { BenchLog, Happening } from './bench-log.ts';
import type { Bench } from './port.ts';

/** The whole office as the bench page draws it. */
export type BenchPicture = {
  readonly kiosk: Views['kiosk'];
  readonly board: Views['board'];
  readonly public: Views['public'];
  readonly units: readonly {
    readonly counter: number;
    readonly plugged: boolean;
    readonly display: string;
    readonly blink: string;
    readonly lamp: string;
  }[];
  readonly services: readonly { readonly id: string; readonly letter: string; readonly name: string }[];
  readonly buttons: readonly string[];
  /** Which of their lamps are lit. */
  readonly lamps: Views['lamps'];
  readonly link: string;
  /** Where the cable to the cloud is cut. */
  readonly cut: 'broker' | 'cloud' | null;
  /** How fast the office's clock goes; 0 stands. */
  readonly clockRate: number;
  /** The newest `benchSlipsMax`, newest first; `key` counts all slips that ever came out. */
  readonly slips: readonly BenchSlip[];
  readonly printer: string;
  readonly log: readonly Happening[];
  readonly cloudOrigin: string | null;
};

/** A slip as the page draws it. */
export type BenchSlip = Omit<PrintedSlip, 'bytes' | 'text'> & { readonly key: number };

/** Slips the bench page shows. */
export const benchSlipsMax = 12;

export function benchPicture(views: Views, bench: Bench, log: BenchLog, cloudOrigin: string | null): BenchPicture {
  const newest = log.slipsOut();
  return {
    kiosk: views.kiosk,
    board: views.board,
    public: views.public,
    units: views.public.counters.flatMap(({ number }) => {
      const unit = bench.unit(number);
      return unit === null ? [] : [{ counter: number, plugged: bench.isUnitPlugged(number), ...unit }];
    }),
    services: views.staff.services.map(({ id, letter, name }) => ({ id, letter, name })),
    buttons: bench.buttons,
    lamps: views.lamps,
    link: views.staff.link.state,
    cut: bench.cut(),
    clockRate: bench.clockRate(),
    slips: bench
      .slips()
      .slice(0, benchSlipsMax)
      .map(({ number, copy, rows }, index) => ({ number, copy, rows, key: newest - index })),
    printer: bench.printerState(),
    log: log.lines(),
    cloudOrigin,
  };
}
