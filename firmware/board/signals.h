#ifndef FRONTA_BOARD_SIGNALS_H
#define FRONTA_BOARD_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

#define DISPLAY_DIGITS 4

/** Shows four digits, the leftmost first; bits 6 to 0 are the segments a to g. Also heals a display that lost its settings. */
void display_show(const uint8_t segments[DISPLAY_DIGITS]);

void lamp_light(bool on);

void buzzer_sound(bool on);

#endif
