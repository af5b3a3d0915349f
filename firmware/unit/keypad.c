#include <stdbool.h>

#include "device.h"
#include "registers.h"

const uint8_t device_kind = KIND_KEYPAD;
const uint8_t device_blank_address = BLANK_ADDRESS_KEYPAD;
const uint8_t device_input_last = INPUT_LAST_KEYS + LAST_KEYS_KEPT - 1;

/* Row by row as they lie; the 5 in the middle carries the raised mark by which fingers find the others. */
static const char characters[] = "123456789*0#";
enum { ROWS = 4, COLUMNS = 3, ROW_MASK = 7 };

static uint16_t pressed;
/* Newest first. */
static char last[LAST_KEYS_KEPT];

/**
 * A matrix without diodes sees a fourth key where three at corners of a rectangle are down: two rows with two columns in common. What it
 * sees then is not believed.
 */
static bool may_hold_ghost(uint16_t down) {
  for (uint8_t row = 0; row < ROWS; row++) {
    for (uint8_t other = 0; other < row; other++) {
      uint8_t common = (down >> (row * COLUMNS)) & (down >> (other * COLUMNS)) & ROW_MASK;
      if (common & (common - 1)) return true;
    }
  }
  return false;
}

uint16_t device_keys(uint16_t down) {
  static uint16_t believed;
  if (!may_hold_ghost(down)) believed = down;
  return believed;
}

void device_pressed(uint8_t key) {
  if (key >= sizeof characters - 1) return;
  for (uint8_t at = LAST_KEYS_KEPT - 1; at > 0; at--) last[at] = last[at - 1];
  last[0] = characters[key];
  pressed++;
}

void device_pressed_long(uint8_t key) {
  (void)key;
}

uint16_t device_input(uint8_t at) {
  return at == INPUT_KEY_COUNT ? pressed : (uint16_t)last[at - INPUT_LAST_KEYS];
}
