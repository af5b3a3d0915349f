#include "../../../firmware/unit/frame.h"

#include "../../../firmware/unit/registers.h"
#include "check.h"
#include "conversation.h"

static const uint8_t request[] = {1, 4, 0, 0, 0, 1, 0x31, 0xCA};

static unsigned input(uint8_t at) {
  const uint8_t ask_for[] = {1, 4, 0, at, 0, 1};
  ask(ask_for, sizeof ask_for);
  return (unsigned)(board.sent[3] << 8 | board.sent[4]);
}

static void hear(const uint8_t *bytes, unsigned count) {
  for (unsigned at = 0; at < count; at++) frame_hear(bytes[at], false);
}

int main(void) {
  board_blank();
  unit_start();
  check(1, input(INPUT_GOOD_FRAMES), "the asking frame itself");
  check(0, input(INPUT_BAD_FRAMES), "nothing bad yet");

  check(0, say(request, 7), "a frame cut short");
  check(0, say(request + 1, 7), "a frame without its beginning");
  check(0, say(request, 3), "too short for a frame");
  check(0, say(request, 0), "quiet without a frame");
  check(3, input(INPUT_BAD_FRAMES), "three bad ones");

  hear(request, 3);
  frame_hear(request[3], true);
  check(0, say(request + 4, 4), "a byte with a wrong parity spoils its frame");
  check(7, say(request, 8), "and no other one");
  check(4, input(INPUT_BAD_FRAMES), "four bad ones");

  uint8_t flood[600] = {0};
  check(0, say(flood, sizeof flood), "longer than any frame");
  check(7, say(request, 8), "after a flood");
  check(5, input(INPUT_BAD_FRAMES), "five bad ones");

  /* A second frame before the loop came round: the first is answered, the second lost. */
  hear(request, 8);
  frame_quiet();
  hear(request, 4);
  unit_go_round();
  board.sending = false;
  hear(request + 4, 4);
  frame_quiet();
  check(6, input(INPUT_BAD_FRAMES), "the rest of a frame that came too early");

  /* A frame of 253 registers' bytes has a right checksum and an answer, though only its head is kept. */
  uint8_t longest[255] = {1, 16, 0, 0, 0, 123, 246};
  check(5, ask(longest, 253), "the longest write is refused, not overlooked");
  check(2, board.sent[2], "for its address");
  check(0, ask(longest, 255), "257 bytes are no frame");
  return 0;
}
