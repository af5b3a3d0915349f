#ifndef FRONTA_START_H
#define FRONTA_START_H

/* Each part of the board makes itself ready, before the unit starts and interrupts come on. */

/** Takes the hand off the bus: until then the driver's direction hangs in the air. */
void line_ready(void);
void clock_start(void);
void keys_ready(void);
void signals_ready(void);

#endif
