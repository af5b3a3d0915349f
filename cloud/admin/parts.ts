import type { Transaction } from 'kysely';
import type { Localized } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { OpenLimiter } from '../api/port.ts';
import type { CloudClock } from '../clock.ts';
import type { Told } from '../link/port.ts';
import type { Desk, Reservations } from '../reservations/port.ts';
import type { Store } from '../store/open.ts';
import type { Schema } from '../store/schema.ts';
import type { Statistics } from '../views/port.ts';

/** What the office's own pages are given. */
export type AdminParts = {
  readonly store: Store;
  readonly clock: CloudClock;
  /** The true time, for codes that phones make, whatever `clock` was set to. */
  readonly trueClock: CloudClock;
  /** Where wrong attempts to come in are counted. */
  readonly openLimiter: OpenLimiter;
  readonly publicOrigin: string;
  readonly desk: Desk;
  readonly offers: Reservations['offers'];
  readonly statistics: Statistics;
  /** Gives those who keep their hour a seat below the capacity; runs in the transaction that saves the settings. */
  readonly reseat: (trx: Transaction<Schema>, office: string, settings: OfficeSettings, nowMs: number) => Promise<void>;
  /** Public holidays by local date, both ends included. */
  readonly holidays: (settings: OfficeSettings, from: string, to: string) => ReadonlyMap<string, Localized>;
  /** How a code of the staff page is kept: `scrypt$salt$hash`. */
  readonly hashStaffCode: (code: string) => Promise<string>;
  /** The one-time codes of kiosks: a new one, and the hash by which one is kept. */
  readonly kioskCode: { mint(): string; hash(code: string): Promise<string | null> };
  /** Called after a kiosk's access was revoked: ends its connections. `away` while the broker cannot be told, which is then tried again. */
  readonly onKioskShutOut: (edge: EdgeName) => Promise<Told>;
  /** Somebody says which of two edges of one name counts (F19). False when it never spoke. */
  readonly approveJournal: (edge: EdgeName, journal: string) => Promise<boolean>;
  /** Called after new settings were committed. */
  readonly onSettingsSaved: (office: string) => void;
  /** Addresses of the stylesheets and the icon that these pages share with the citizens' ones. */
  readonly styles: readonly string[];
  readonly icon: string;
};
