#ifndef FRONTA_START_H
#define FRONTA_START_H

/* Each part of the board makes itself ready, before the unit starts and interrupts come on. */

void clock_start(void);
void keys_ready(void);
void signals_ready(void);

#endif
