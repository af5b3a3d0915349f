#ifndef FRONTA_KEYS_H
#define FRONTA_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#define KEYS_MAX 12
/** Looks in a row, a millisecond apart, that must agree before a key is taken for pressed or released. Contacts bounce less than 5 ms. */
#define KEY_LOOKS 10
/** Held longer than this a key sticks; it has counted once and does not count again until it is released (F10). */
#define KEY_STUCK_MS 10000

/** What one look found out; bit 0 is the first key. */
typedef struct {
  uint16_t pressed;
  /** Held for over LONG_PRESS_MS now; it was told as pressed before. */
  uint16_t pressed_long;
} key_events;

/** Takes every key for held until it was seen released: what is down when the power comes on is no press. */
void keys_start(void);

/** One look at the keys, `elapsed_ms` after the last one. */
key_events keys_look(uint16_t down, uint8_t elapsed_ms);

bool keys_stuck(void);

#endif
