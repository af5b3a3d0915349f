#ifndef FRONTA_MEMORY_H
#define FRONTA_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What outlives the power, in EEPROM:
 *
 *   0  address     1  its complement
 *   2  boots, low  3  boots, high  4  check      one of the two places of the count is written at each start, in turn:
 *   5  boots, low  6  boots, high  7  check      a power cut while writing leaves the other
 */

/** Reads address and boots and counts this start. `blank_address` is where an EEPROM never written to answers. */
void memory_start(uint8_t blank_address);

uint8_t memory_address(void);
uint16_t memory_boots(void);

/** Keeps another address, 1 to 247. False if it did not come to stay; the old one is used on then. */
bool memory_keep_address(uint8_t address);

/** True if something read was damaged or something written did not stay. */
bool memory_faulty(void);

#endif
