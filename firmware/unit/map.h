#ifndef FRONTA_MAP_H
#define FRONTA_MAP_H

#include <stdbool.h>
#include <stdint.h>

/* The registers of registers.h, wherever in the firmware their values live. */

#define VERSION ((uint16_t)(1 << 8 | 0))
/** An unlocked address is locked again by the next write of anything, and after this long. */
#define UNLOCK_MS_MAX 60000

typedef enum { WRITE_DONE, WRITE_UNLAWFUL, WRITE_FAILED } write_outcome;

void map_start(void);

/** Uptime and the lock of the address. */
void map_go_on(uint8_t elapsed_ms);

/** Counts of the line. */
void map_frame_good(void);
void map_frames_bad(uint8_t count);

/**
 * True if a device has these input registers, `count` at least 1. Reading may pass over the reserved registers 7 to 15, which read 0,
 * so that boots and presses can be had in one answer; it may neither begin nor end there.
 */
bool map_has_inputs(uint16_t from, uint16_t count);
uint16_t map_input(uint8_t at);

bool map_has_holdings(uint16_t from, uint16_t count);
uint16_t map_holding(uint8_t at);

/**
 * Writes all of them or none. Values are in the order of the frame, high byte first. A broadcast may set the picture, never address or
 * lock: all devices would have one address then.
 */
write_outcome map_write(uint8_t from, uint8_t count, const uint8_t *values, bool broadcast);

#endif
