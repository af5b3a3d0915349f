#ifndef FRONTA_MODBUS_H
#define FRONTA_MODBUS_H

#include <stdint.h>

/** The longest answer: all input registers of a keypad in one. */
#define REPLY_MAX (3 + 2 * 25 + 2)

/**
 * Obeys a frame whose checksum is right, of which at least its first FRAME_KEPT bytes are there, and writes the answer.
 * Answers its length, 0 for silence: frames for others, and broadcasts, which are obeyed if they write. [MODBUS-RTU 2.2]
 */
uint8_t modbus_obey(const uint8_t *request, uint16_t length, uint8_t reply[REPLY_MAX]);

#endif
