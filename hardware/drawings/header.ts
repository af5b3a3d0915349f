/** The 40 pins of a Raspberry Pi's header, 2 to 5: what each is, from pin 1. A number is the GPIO line that ends there. */
export const header: readonly (number | '3.3 V' | '5 V' | 'GND')[] = [
  ...(['3.3 V', '5 V', 2, '5 V', 3, 'GND', 4, 14, 'GND', 15] as const),
  ...([17, 18, 27, 'GND', 22, 23, '3.3 V', 24, 10, 'GND'] as const),
  ...([9, 25, 11, 8, 'GND', 7, 0, 1, 5, 'GND'] as const),
  ...([6, 12, 13, 'GND', 19, 16, 26, 20, 'GND', 21] as const),
];
