#ifndef FRONTA_CONVERSATION_H
#define FRONTA_CONVERSATION_H

#include <stdint.h>
#include <string.h>

#include "../../../firmware/host/board.h"
#include "../../../firmware/unit/crc.h"
#include "../../../firmware/unit/frame.h"
#include "../../../firmware/unit/unit.h"

/* A master's side of the line, and time. */

static inline void pass(unsigned ms) {
  for (unsigned one = 0; one < ms; one++) {
    board.ms++;
    unit_go_round();
  }
}

/* What comes back to these bytes once the line is quiet; the answer is in board.sent, the count is 0 for silence. */
static inline uint8_t say(const uint8_t *bytes, unsigned count) {
  board.sent_count = 0;
  for (unsigned at = 0; at < count; at++) frame_hear(bytes[at], false);
  frame_quiet();
  unit_go_round();
  board.sending = false;
  return board.sent_count;
}

/* The same with the checksum behind the bytes. */
static inline uint8_t ask(const uint8_t *bytes, unsigned count) {
  uint8_t frame[300];
  uint16_t crc = CRC_START;
  memcpy(frame, bytes, count);
  for (unsigned at = 0; at < count; at++) crc = crc_add(crc, bytes[at]);
  frame[count] = (uint8_t)crc;
  frame[count + 1] = (uint8_t)(crc >> 8);
  return say(frame, count + 2);
}

#endif
