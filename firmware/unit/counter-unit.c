#include "device.h"
#include "registers.h"

const uint8_t device_kind = KIND_UNIT;
const uint8_t device_blank_address = BLANK_ADDRESS_UNIT;
const uint8_t device_input_last = INPUT_LONG_PRESSES + UNIT_KEYS - 1;

/* Presses, then long presses, as the registers have them. */
static uint16_t counts[2 * UNIT_KEYS];

uint16_t device_keys(uint16_t down) {
  return down;
}

void device_pressed(uint8_t key) {
  if (key < UNIT_KEYS) counts[key]++;
}

void device_pressed_long(uint8_t key) {
  if (key < UNIT_KEYS) counts[UNIT_KEYS + key]++;
}

uint16_t device_input(uint8_t at) {
  return counts[at - INPUT_PRESSES];
}
