#ifndef FRONTA_PICTURE_H
#define FRONTA_PICTURE_H

#include <stdint.h>

/* What people at the counter see and hear, as the holding registers 0 to 5 have it. */

#define PICTURE_REGISTERS 6
#define SLOW_BLINK_MS 500
#define FAST_BLINK_MS 125
#define BEEP_MS 100
/** The display is told everything again this often, so that one disturbed by sparks does not stay dark. */
#define REFRESH_MS 250

/** Dashes until somebody says something else; lamp and buzzer off. */
void picture_start(void);

uint16_t picture_read(uint8_t at);

/** Does not look whether the value is a lawful one. */
void picture_write(uint8_t at, uint16_t value);

/** A master spoke to this device. */
void picture_master_heard(void);

/** Brings display, lamp and buzzer on by `elapsed_ms`. */
void picture_go_on(uint8_t elapsed_ms);

#endif
