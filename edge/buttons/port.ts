/**
 * The push-buttons of the kiosk: `service:<id>`, `reserved`, `language`, and optionally wired call buttons `counter:<n>:next` and
 * `counter:<n>:recall`, and the lamps in them.
 * One press, however it bounces, is one event; a button held over 10 s is masked until released and reported (F10, F11).
 */
export type Buttons = {
  /** Called once per press with the button's id. */
  onPress(listener: (button: string) => void): void;
  /** Called when a button sticks and when it is free again. */
  onStuck(listener: (button: string, stuck: boolean) => void): void;
  /**
   * Lights a button's lamp or darkens it, from now on. Dark until it is first told; asking for the same again costs nothing, and a button
   * without a lamp is passed over. A press is answered by a short blink of its own, before anybody decides what it means.
   */
  light(button: string, lit: boolean): void;
  /** Gives every line back; the lamps go dark. */
  close(): Promise<void>;
};
