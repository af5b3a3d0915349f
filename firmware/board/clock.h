#ifndef FRONTA_BOARD_CLOCK_H
#define FRONTA_BOARD_CLOCK_H

#include <stdint.h>

/** Milliseconds since the start, wrapping. */
uint16_t clock_ms(void);

#endif
