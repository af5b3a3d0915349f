#ifndef FRONTA_BOARD_EEPROM_H
#define FRONTA_BOARD_EEPROM_H

#include <stdint.h>

/* Bytes that outlive the power; blank ones read 0xFF. At least 16 of them. */

uint8_t eeprom_load(uint8_t at);

/** Waits until the byte is written, some milliseconds. Does not look whether it came to stay. */
void eeprom_store(uint8_t at, uint8_t value);

#endif
