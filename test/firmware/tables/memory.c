#include "../../../firmware/unit/memory.h"

#include <string.h>

#include "../../../firmware/host/board.h"
#include "check.h"

#define BLANK_ADDRESS 32
/* Where the fourth start writes its count. */
#define SECOND_PLACE 5

static void start(unsigned address, unsigned boots, bool faulty, const char *what) {
  memory_start(BLANK_ADDRESS);
  check(address, memory_address(), "address: %s", what);
  check(boots, memory_boots(), "boots: %s", what);
  check(faulty, memory_faulty(), "faulty: %s", what);
}

int main(void) {
  board_blank();
  start(BLANK_ADDRESS, 1, false, "a blank EEPROM");
  start(BLANK_ADDRESS, 2, false, "the second start");
  check(true, memory_keep_address(247), "kept");
  start(247, 3, false, "another address");

  /* The power may go before any of the three writes of a start: boots are counted on from what was told before. */
  uint8_t before[BOARD_EEPROM];
  memcpy(before, board.eeprom, sizeof before);
  for (unsigned written = 0; written < 3; written++) {
    memcpy(board.eeprom, before, sizeof before);
    board.eeprom_worn = (uint16_t)(0xFFFF << (SECOND_PLACE + written));
    memory_start(BLANK_ADDRESS);
    board.eeprom_worn = 0;
    memory_start(BLANK_ADDRESS);
    check(4, memory_boots(), "boots after a start cut at write %u", written);
    check(247, memory_address(), "address after a start cut at write %u", written);
  }

  board_blank();
  for (long boot = 1; boot <= 65536 + 3; boot++) memory_start(BLANK_ADDRESS);
  check(3, memory_boots(), "the count wraps");
  check(false, memory_faulty(), "all the way");

  board.eeprom[0] = 5;
  start(BLANK_ADDRESS, 4, true, "a damaged address is not believed");

  board_blank();
  board.eeprom_worn = 0xFFFF;
  start(BLANK_ADDRESS, 1, true, "an EEPROM that keeps nothing");
  check(false, memory_keep_address(5), "not kept");
  check(BLANK_ADDRESS, memory_address(), "and not used");
  return 0;
}
