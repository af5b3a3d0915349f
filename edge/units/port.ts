/** A key of a counter unit; `pause` opens and closes the counter. */
export type UnitKey = 'next' | 'recall' | 'noShow' | 'pause';

/** What a unit shows: four characters, how they stand, and its lamp. */
export type UnitPicture = {
  /** Exactly four characters that a 7-segment display can show. */
  readonly display: string;
  readonly blink: 'steady' | 'slow' | 'fast';
  readonly lamp: 'off' | 'on' | 'blink';
};

/**
 * The call units on the counters. A press is told once, whatever the bus lost or repeated (F13).
 * A silent unit is told within 5 s and taken back without a restart; pictures set meanwhile are shown when it returns.
 */
export type Units = {
  onPress(listener: (counter: number, key: UnitKey) => void): void;
  /** Called at once for every unit whose presence is known, then with every change. */
  onPresence(listener: (counter: number, present: boolean) => void): void;
  /** Sets what the unit of a counter shows from now on. Asking for the same picture again costs nothing. */
  show(counter: number, picture: UnitPicture): void;
  /** One short beep. */
  beep(counter: number): void;
  close(): Promise<void>;
};
