#ifndef FRONTA_UNIT_H
#define FRONTA_UNIT_H

#include <stdbool.h>

/** Everything from the first moment on; the board is ready. */
void unit_start(void);

/** Once round all there is to do; takes well under a millisecond, some more when something is written to EEPROM. Call it for ever. */
void unit_go_round(void);

/** True if going round would find nothing: no frame, and still the same millisecond. */
bool unit_is_idle(void);

#endif
