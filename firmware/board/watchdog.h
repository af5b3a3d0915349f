#ifndef FRONTA_BOARD_WATCHDOG_H
#define FRONTA_BOARD_WATCHDOG_H

#include <stdbool.h>

/** Resets the chip unless it is fed at least twice a second. */
void watchdog_start(void);

void watchdog_feed(void);

/** True if the watchdog caused this start. */
bool watchdog_bit(void);

#endif
