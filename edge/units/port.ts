/** A key of a counter unit; `pause` opens and closes the counter. */
export type UnitKey = 'next' | 'recall' | 'noShow' | 'pause';

/** What a unit shows: four characters, how they stand, and its lamp. */
export type UnitPicture = {
  /** Exactly four characters that a 7-segment display can show. */
  readonly display: string;
  readonly blink: 'steady' | 'slow' | 'fast';
  readonly lamp: 'off' | 'on' | 'blink';
};

/** A fault that a device has found in itself; `watchdog` until its next start: it hung and was reset. */
export type DeviceFault = 'key-stuck' | 'eeprom' | 'watchdog';

/** What a device on the bus tells about itself; of one that is away, what it told last. */
export type DeviceHealth = {
  /** `unit 2` is that of counter 2; `keypad`. */
  readonly device: string;
  /** Counter of a unit; `null` for the keypad. */
  readonly counter: number | null;
  /** On the bus, 1 to 247; `null` where there is no bus. */
  readonly address: number | null;
  /** `null` until it first answered or was given up. */
  readonly present: boolean | null;
  /** Why its last answer did not come or was not taken; `null` when it was taken. */
  readonly trouble: string | null;
  /** Answers that did not come or were damaged, since the office started. */
  readonly missed: number;
  /** Of its firmware, `1.0`; `null` while it never answered. */
  readonly version: string | null;
  /** Starts in its life, wrapping at 65,536. */
  readonly boots: number;
  /** Since its last start, wrapping at 65,536. */
  readonly uptimeSeconds: number;
  readonly faults: readonly DeviceFault[];
  /** Frames that it heard sound and damaged since its last start, wrapping at 65,536: they tell how good the line is. */
  readonly goodFrames: number;
  readonly badFrames: number;
  /**
   * Presses of a unit's keys held for over 0.8 s, since its last start. They call nobody beyond the press that each of them began with;
   * `null` for the keypad.
   */
  readonly longPresses: Readonly<Record<UnitKey, number>> | null;
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
  /** Every device on the units' bus, the keypad among them where there is one. */
  health(): readonly DeviceHealth[];
  /** Called when presence, boots or faults of a device are others than before. */
  onHealth(listener: () => void): void;
  close(): Promise<void>;
};
