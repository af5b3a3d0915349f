#ifndef FRONTA_BOARD_KEYS_H
#define FRONTA_BOARD_KEYS_H

#include <stdint.h>

/** The keys that are down at this moment, bouncing as they do: bit 0 is the first key, in the order of the registers or the keypad. */
uint16_t keys_down(void);

#endif
