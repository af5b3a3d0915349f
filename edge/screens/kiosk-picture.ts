import type { KioskView } from '../core/views/screens.ts';

/** The kiosk's screen and where the buttons stand beside it: by their ids, percent of the screen's height from its top. */
export type KioskPicture = KioskView & { readonly places: Readonly<Record<string, number>> };
