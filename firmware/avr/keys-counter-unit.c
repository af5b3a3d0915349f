#include "../board/keys.h"
#include "pins.h"
#include "start.h"

void keys_ready(void) {
  pin_high(KEY_NEXT);
  pin_high(KEY_RECALL);
  pin_high(KEY_NO_SHOW);
  pin_high(KEY_PAUSE);
}

uint16_t keys_down(void) {
  uint16_t down = 0;
  if (pin_is_low(KEY_NEXT)) down |= 1 << 0;
  if (pin_is_low(KEY_RECALL)) down |= 1 << 1;
  if (pin_is_low(KEY_NO_SHOW)) down |= 1 << 2;
  if (pin_is_low(KEY_PAUSE)) down |= 1 << 3;
  return down;
}
