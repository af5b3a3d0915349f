/**
 * The push-buttons of the kiosk: `service:<id>`, `reserved`, and optionally wired call buttons `counter:<n>:next` and `counter:<n>:recall`.
 * One press, however it bounces, is one event; a button held over 10 s is masked until released and reported (F10, F11).
 */
export type Buttons = {
  /** Called once per press with the button's id. */
  onPress(listener: (button: string) => void): void;
  /** Called when a button sticks and when it is free again. */
  onStuck(listener: (button: string, stuck: boolean) => void): void;
  close(): Promise<void>;
};
