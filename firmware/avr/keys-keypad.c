#include <util/delay.h>

#include "../board/keys.h"
#include "pins.h"
#include "start.h"

/* A row rises through its pull-up, 50 kOhm at most, against the 200 pF of a metre of cable. */
#define SETTLE_US 20

void keys_ready(void) {
  pin_high(KEYPAD_ROW_1);
  pin_high(KEYPAD_ROW_2);
  pin_high(KEYPAD_ROW_3);
  pin_high(KEYPAD_ROW_4);
}

/* Keys of the column that is pulled low, as those of the first column: every third bit. */
static uint16_t rows_down(void) {
  uint16_t down = 0;
  _delay_us(SETTLE_US);
  if (pin_is_low(KEYPAD_ROW_1)) down |= 1 << 0;
  if (pin_is_low(KEYPAD_ROW_2)) down |= 1 << 3;
  if (pin_is_low(KEYPAD_ROW_3)) down |= 1 << 6;
  if (pin_is_low(KEYPAD_ROW_4)) down |= 1 << 9;
  return down;
}

/* One column at a time is pulled low, the others float: two keys in a row short nothing. */
uint16_t keys_down(void) {
  pin_drives(KEYPAD_COLUMN_1);
  uint16_t down = rows_down();
  pin_listens(KEYPAD_COLUMN_1);
  pin_drives(KEYPAD_COLUMN_2);
  down |= rows_down() << 1;
  pin_listens(KEYPAD_COLUMN_2);
  pin_drives(KEYPAD_COLUMN_3);
  down |= rows_down() << 2;
  pin_listens(KEYPAD_COLUMN_3);
  return down;
}
