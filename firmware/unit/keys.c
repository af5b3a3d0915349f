#include "keys.h"

#include "registers.h"

typedef struct {
  /** Looks in a row that differed from what the key is taken for. */
  uint8_t differing;
  /** Milliseconds it is held, up to KEY_STUCK_MS. */
  uint16_t held_ms;
} key;

static key keys[KEYS_MAX];
static uint16_t held;

void keys_start(void) {
  held = (1 << KEYS_MAX) - 1;
  for (uint8_t at = 0; at < KEYS_MAX; at++) keys[at] = (key){.held_ms = LONG_PRESS_MS + 1};
}

/** True when the key has changed for good. */
static bool settles(key *one, bool differs) {
  if (!differs) {
    one->differing = 0;
    return false;
  }
  one->differing++;
  if (one->differing < KEY_LOOKS) return false;
  one->differing = 0;
  one->held_ms = 0;
  return true;
}

/** True when this look makes it a long press. */
static bool grows_long(key *one, uint8_t elapsed_ms) {
  uint16_t before = one->held_ms;
  one->held_ms = before < KEY_STUCK_MS ? before + elapsed_ms : before;
  return before <= LONG_PRESS_MS && one->held_ms > LONG_PRESS_MS;
}

key_events keys_look(uint16_t down, uint8_t elapsed_ms) {
  key_events events = {0, 0};
  uint16_t bit = 1;
  for (uint8_t at = 0; at < KEYS_MAX; at++, bit <<= 1) {
    bool differs = ((down ^ held) & bit) != 0;
    if (settles(&keys[at], differs)) {
      held ^= bit;
      if (held & bit) events.pressed |= bit;
    } else if ((held & bit) && grows_long(&keys[at], elapsed_ms)) {
      events.pressed_long |= bit;
    }
  }
  return events;
}

bool keys_stuck(void) {
  uint16_t bit = 1;
  for (uint8_t at = 0; at < KEYS_MAX; at++, bit <<= 1)
    if ((held & bit) && keys[at].held_ms >= KEY_STUCK_MS) return true;
  return false;
}
