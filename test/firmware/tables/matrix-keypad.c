#include "../../../firmware/unit/device.h"
#include "../../../firmware/unit/registers.h"
#include "check.h"

enum { ONE = 1 << 0, TWO = 1 << 1, THREE = 1 << 2, FOUR = 1 << 3, FIVE = 1 << 4, SEVEN = 1 << 6, EIGHT = 1 << 7, HASH = 1 << 11 };

/* What the board sees, and what is believed of it. */
static const struct {
  uint16_t seen, believed;
} rows[] = {
    {0, 0},
    {FIVE, FIVE},
    {ONE | FIVE, ONE | FIVE},
    {ONE | TWO | THREE, ONE | TWO | THREE},
    {ONE | FOUR | SEVEN, ONE | FOUR | SEVEN},
    {0, 0},
    {ONE | TWO, ONE | TWO},
    /* Three corners down make the fourth one seem so: nothing new is believed until it is gone. */
    {ONE | TWO | FOUR | FIVE, ONE | TWO},
    {ONE | TWO | SEVEN | EIGHT, ONE | TWO},
    {ONE | FOUR, ONE | FOUR},
    {HASH, HASH},
};

static void newest(const char *wanted) {
  for (uint8_t at = 0; wanted[at] != 0; at++) check(wanted[at], device_input(INPUT_LAST_KEYS + at), "key %u of %s", at, wanted);
}

int main(void) {
  for (unsigned row = 0; row < rows_of(rows); row++) check(rows[row].believed, device_keys(rows[row].seen), "row %u", row);

  check(0, device_input(INPUT_KEY_COUNT), "keys since the start");
  check(0, device_input(INPUT_LAST_KEYS), "no key yet");
  for (uint8_t key = 0; key < 12; key++) device_pressed(key);
  check(12, device_input(INPUT_KEY_COUNT), "keys since the start");
  newest("#0*98765");
  for (long press = 12; press < 65537; press++) device_pressed(4);
  check(1, device_input(INPUT_KEY_COUNT), "the count wraps");
  newest("55555555");
  return 0;
}
