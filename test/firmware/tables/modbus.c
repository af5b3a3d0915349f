#include "../../../firmware/unit/modbus.h"

#include <stdio.h>

#include "../../../firmware/unit/registers.h"
#include "check.h"
#include "conversation.h"

/* Requests and answers in hex, without their checksums; an empty answer is silence. One conversation with a blank counter unit. */
static const struct {
  const char *request, *answer, *what;
} rows[] = {
    {"01 04 0000 0001", "01 04 02 0001", "kind"},
    {"01 04 0000 0003", "01 04 06 0001 0100 0001", "kind, version, boots"},
    {"01 03 0000 0008", "01 03 10 2D2D 2D2D 0000 0000 0000 0000 0001 0000", "all holding registers after a start"},
    {"01 04 0010 0008", "01 04 10 0000 0000 0000 0000 0000 0000 0000 0000", "presses and long presses"},
    {"01 04 0004 000D", "01 04 1A 0000 0005 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000", "over the reserved registers"},

    {"01 04 0007 0001", "01 84 02", "a reserved register"},
    {"01 04 000F 0002", "01 84 02", "beginning at a reserved one"},
    {"01 04 0000 0008", "01 84 02", "ending at a reserved one"},
    {"01 04 0017 0002", "01 84 02", "one past the last"},
    {"01 04 0018 0001", "01 84 02", "past the last"},
    {"01 04 FFFF 0001", "01 84 02", "the highest"},
    {"01 04 FFFF 0002", "01 84 02", "past the highest"},
    {"01 03 0008 0001", "01 83 02", "past the last holding register"},
    {"01 03 0007 0002", "01 83 02", "one past the last holding register"},
    {"01 03 0000 0000", "01 83 03", "none"},
    {"01 04 0000 0000", "01 84 03", "none"},
    {"01 04 0000 007D", "01 84 02", "the most that may be asked for"},
    {"01 04 0000 007E", "01 84 03", "more than may be asked for"},
    {"01 03 0000 FFFF", "01 83 03", "far more"},
    {"01 03 0000", "01 83 03", "a request cut short"},
    {"01 03 0000 0001 00", "01 83 03", "a request too long"},

    {"01 01 0000 0001", "01 81 01", "coils"},
    {"01 02 0000 0001", "01 82 01", "discrete inputs"},
    {"01 05 0000 FF00", "01 85 01", "a coil"},
    {"01 08 0000 1234", "01 88 01", "diagnostics"},
    {"01 17 0000 0001 0000 0001 02 0000", "01 97 01", "read and write"},
    {"01 2B 0E 01 00", "01 AB 01", "identification"},
    {"01 00 0000", "01 80 01", "no function"},
    {"01 80 0000", "01 80 01", "an exception is no request"},

    {"01 06 0000 4131", "01 06 0000 4131", "two characters"},
    {"01 10 0000 0006 0C 2041 3132 0002 0001 0000 0000", "01 10 0000 0006", "a whole picture"},
    {"01 03 0000 0006", "01 03 0C 2041 3132 0002 0001 0000 0000", "what was written"},
    {"01 06 0002 0003", "01 86 03", "no such blink"},
    {"01 06 0003 0003", "01 86 03", "no such lamp"},
    {"01 06 0008 0000", "01 86 02", "writing past the last"},
    {"01 06 0000", "01 86 03", "a write cut short"},
    {"01 10 0002 0002 04 0001 0003", "01 90 03", "all or nothing"},
    {"01 03 0002 0002", "01 03 04 0002 0001", "nothing"},
    {"01 10 0007 0002 04 0000 0000", "01 90 02", "one past the last"},
    {"01 10 0000 0000 00", "01 90 03", "writing none"},
    {"01 10 0000 0001 04 0000 0000", "01 90 03", "count and bytes differ"},
    {"01 10 0000 0002 04 0000", "01 90 03", "fewer bytes than said"},
    {"01 10 0000 0001 02 0000 00", "01 90 03", "more bytes than said"},
    {"01 10 0000 0001", "01 90 03", "no bytes at all"},

    {"02 06 0003 0000", "", "another address"},
    {"02 99", "", "another address, another function"},
    {"00 03 0000 0001", "", "a broadcast that reads"},
    {"00 99", "", "a broadcast of nothing we know"},
    {"00 06 0000 3939", "", "a broadcast that writes"},
    {"00 10 0002 0002 04 0001 0002", "", "a broadcast that writes two"},
    {"01 03 0000 0004", "01 03 08 3939 3132 0001 0002", "is obeyed"},
    {"F8 06 0000 0000", "", "an address that nobody may have"},

    {"01 06 0006 0005", "01 86 03", "a locked address"},
    {"01 10 0006 0002 04 0005 A5A5", "01 90 03", "address and unlock in one"},
    {"01 06 0007 1234", "01 86 03", "another word unlocks nothing"},
    {"00 06 0007 A5A5", "", "a broadcast unlocks nothing"},
    {"01 06 0006 0005", "01 86 03", "still locked"},
    {"01 06 0007 A5A5", "01 06 0007 A5A5", "unlocked"},
    {"01 03 0007 0001", "01 03 02 A5A5", "reading says so and does not lock"},
    {"00 06 0006 0009", "", "a broadcast gives no address, and locks"},
    {"01 06 0006 0009", "01 86 03", "locked by the broadcast"},
    {"01 06 0007 A5A5", "01 06 0007 A5A5", "unlocked"},
    {"01 06 0003 0001", "01 06 0003 0001", "another write"},
    {"01 06 0006 0005", "01 86 03", "locked by it"},
    {"01 06 0007 A5A5", "01 06 0007 A5A5", "unlocked"},
    {"01 06 0006 0000", "01 86 03", "the address of broadcasts"},
    {"01 06 0007 A5A5", "01 06 0007 A5A5", "unlocked"},
    {"01 06 0006 00F8", "01 86 03", "an address too high"},
    {"01 06 0007 A5A5", "01 06 0007 A5A5", "unlocked"},
    {"01 06 0006 00F7", "01 06 0006 00F7", "the highest address, answered from the old one"},
    {"01 03 0006 0001", "", "where nobody answers any more"},
    {"F7 03 0006 0002", "F7 03 04 00F7 0000", "at home in its new address, locked"},
};

static unsigned bytes_of(const char *hex, uint8_t *bytes) {
  unsigned count = 0, byte = 0, read = 0;
  for (; *hex != 0; hex += *hex == ' ' ? 1 : 2) {
    if (*hex == ' ') continue;
    read = (unsigned)sscanf(hex, "%2x", &byte);
    if (read == 1) bytes[count++] = (uint8_t)byte;
  }
  return count;
}

int main(void) {
  uint8_t request[64], answer[64];
  board_blank();
  unit_start();
  for (unsigned row = 0; row < rows_of(rows); row++) {
    unsigned wanted = bytes_of(rows[row].answer, answer), got = ask(request, bytes_of(rows[row].request, request));
    check(wanted == 0 ? 0 : wanted + 2, got, "length of the answer to %s (%s)", rows[row].request, rows[row].what);
    for (unsigned at = 0; at < wanted; at++) check(answer[at], board.sent[at], "byte %u of the answer to %s (%s)", at, rows[row].request, rows[row].what);
    uint16_t crc = CRC_START;
    for (unsigned at = 0; at < got; at++) crc = crc_add(crc, board.sent[at]);
    if (got > 0) check(0, crc, "checksum of the answer to %s", rows[row].request);
  }

  /* The lock closes after a minute by itself. */
  static const uint8_t unlock[] = {0xF7, 6, 0, HOLDING_UNLOCK, 0xA5, 0xA5}, address[] = {0xF7, 6, 0, HOLDING_ADDRESS, 0, 7};
  ask(unlock, sizeof unlock);
  pass(60000);
  ask(address, sizeof address);
  check(0x86, board.sent[1], "the address after a minute");

  /* An EEPROM that takes nothing is said, not hidden. */
  ask(unlock, sizeof unlock);
  board.eeprom_worn = 0xFFFF;
  ask(address, sizeof address);
  check(0x86, board.sent[1], "an address that is not kept");
  check(4, board.sent[2], "an address that is not kept");
  return 0;
}
