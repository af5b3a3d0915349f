#ifndef FRONTA_HOST_FINGERS_H
#define FRONTA_HOST_FINGERS_H

#include <stdbool.h>
#include <stdint.h>

/** Gestures that wait for their turn; more are refused. */
#define GESTURES_MAX 256

/**
 * Takes a line of words: `press KEY`, `hold KEY MS`, `type KEYS`. A counter unit's keys are next, recall, noShow and pause, a keypad's
 * are 0 to 9, * and #. False if the line says nothing of the kind, or there are too many.
 */
bool fingers_told(const char *line);

/** The keys that are down now, `elapsed_ms` after the last time. */
uint16_t fingers_down(uint16_t elapsed_ms);

/** True when every gesture is done. */
bool fingers_rest(void);

#endif
