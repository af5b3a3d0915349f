#ifndef FRONTA_DEVICE_H
#define FRONTA_DEVICE_H

#include <stdint.h>

/* What a counter unit and a keypad do differently; an image links one of the two: counter-unit.c or keypad.c. */

extern const uint8_t device_kind;
/** Where a blank EEPROM answers. */
extern const uint8_t device_blank_address;
/** The last of the input registers, from INPUT_PRESSES or INPUT_KEY_COUNT on. */
extern const uint8_t device_input_last;

/** The keys that are really down, of those that the board sees. */
uint16_t device_keys(uint16_t down);

void device_pressed(uint8_t key);
void device_pressed_long(uint8_t key);

/** An input register from 16 to device_input_last. */
uint16_t device_input(uint8_t at);

#endif
