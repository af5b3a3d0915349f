#ifndef FRONTA_FRAME_H
#define FRONTA_FRAME_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Bytes between two silences of 3.5 characters are a frame [MODBUS-RTU 2.5.1.1]. Pauses over 1.5 characters inside a frame are
 * tolerated: a USB adapter makes them, and the checksum tells damage better than the pause.
 *
 *   frame_hear(), frame_quiet()          the board, maybe in an interrupt
 *   frame_whole(), frame_done(), ...     the loop
 */

/** The longest frame; a longer one is damage. [MODBUS-RTU 2.5.1] */
#define FRAME_MAX 256
/** Bytes kept of a frame: the longest that is obeyed writes eight registers. Of longer ones the checksum is known, and their head. */
#define FRAME_KEPT 32

void frame_hear(uint8_t byte, bool flawed);
void frame_quiet(void);

/** The first FRAME_KEPT bytes of a frame with a right checksum and its whole length, or NULL. It stays until frame_done(). */
const uint8_t *frame_whole(uint16_t *length);
void frame_done(void);

/** Damaged frames since the start, wrapping at 256. */
uint8_t frame_broken(void);

#endif
