#include "frame.h"

#include <stddef.h>

#include "crc.h"

/* Written by the board's interrupts while `whole` is false, read by the loop while it is true. */
static uint8_t kept[FRAME_KEPT];
static volatile uint16_t heard;
static uint16_t crc;

static volatile bool whole;
/* A byte of this frame was flawed, or came before the loop was done with the last frame. */
static volatile bool spoiled;
static volatile uint8_t broken;

void frame_hear(uint8_t byte, bool flawed) {
  if (whole || flawed || heard == FRAME_MAX) {
    spoiled = true;
    return;
  }
  if (heard == 0) crc = CRC_START;
  if (heard < FRAME_KEPT) kept[heard] = byte;
  crc = crc_add(crc, byte);
  heard++;
}

void frame_quiet(void) {
  if (spoiled) {
    spoiled = false;
    broken++;
    if (!whole) heard = 0;
    return;
  }
  if (whole || heard == 0) return;
  /* Address, function and checksum are the least. */
  if (heard >= 4 && crc == 0) {
    whole = true;
  } else {
    broken++;
    heard = 0;
  }
}

const uint8_t *frame_whole(uint16_t *length) {
  if (!whole) return NULL;
  *length = heard;
  return kept;
}

void frame_done(void) {
  heard = 0;
  whole = false;
}

uint8_t frame_broken(void) {
  return broken;
}
