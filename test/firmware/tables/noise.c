/* A million random bytes, and a million bytes of almost right requests, mean nothing to a unit (F12). The seed is the first argument. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../firmware/unit/device.h"
#include "../../../firmware/unit/map.h"
#include "../../../firmware/unit/memory.h"
#include "../../../firmware/unit/registers.h"
#include "check.h"
#include "conversation.h"

#define NOISE_BYTES 1000000L

static uint64_t state = 20261122;

/* xorshift64*: the same bytes from the same seed everywhere. */
static uint32_t chance(uint32_t below) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (uint32_t)((state * 0x2545F4914F6CDD1DULL) >> 32) % below;
}

static const uint8_t sound[][19] = {
    {1, 6, 0, 0, 0x39, 0x39},
    {1, 6, 0, 6, 0, 9},
    {1, 6, 0, 7, 0xA5, 0xA5},
    {0, 6, 0, 3, 0, 1},
    {1, 16, 0, 0, 0, 6, 12, 0x20, 0x41, 0x31, 0x32, 0, 2, 0, 1, 0, 3, 0, 9},
};
static const uint8_t sound_counts[] = {6, 6, 6, 6, 19};

static long pure_noise(void) {
  uint8_t bytes[300];
  unsigned count = 1 + chance(chance(4) == 0 ? 299 : 20);
  for (unsigned at = 0; at < count; at++) bytes[at] = (uint8_t)chance(256);
  say(bytes, count);
  return count;
}

/* A sound request with a few bits turned, a byte lost or one too many: every one of them must be seen. */
static long damaged_request(void) {
  uint8_t bytes[24];
  unsigned which = chance(rows_of(sound)), count = sound_counts[which];
  uint16_t crc = CRC_START;
  memcpy(bytes, sound[which], count);
  for (unsigned at = 0; at < count; at++) crc = crc_add(crc, bytes[at]);
  bytes[count++] = (uint8_t)crc;
  bytes[count++] = (uint8_t)(crc >> 8);
  unsigned first = chance(8 * count), second = chance(8 * count);
  switch (chance(3)) {
    case 0:
      bytes[first / 8] ^= (uint8_t)(1 << first % 8);
      if (second != first) bytes[second / 8] ^= (uint8_t)(1 << second % 8);
      break;
    case 1: count -= 1 + chance(count - 1); break;
    default: bytes[count++] = (uint8_t)(1 + chance(255)); break;
  }
  say(bytes, count);
  return count;
}

int main(int count, char **words) {
  if (count > 1) state = strtoull(words[1], NULL, 0) | 1;
  board_blank();
  unit_start();
  pass(50);
  uint8_t digits[DISPLAY_DIGITS], eeprom[BOARD_EEPROM];
  memcpy(digits, board.digits, sizeof digits);
  memcpy(eeprom, board.eeprom, sizeof eeprom);
  long (*const noises[])(void) = {pure_noise, damaged_request};
  for (unsigned kind = 0; kind < rows_of(noises); kind++) {
    for (long heard = 0; heard < NOISE_BYTES;) {
      heard += noises[kind]();
      pass(chance(3));
    }
    for (uint8_t at = INPUT_PRESSES; at <= device_input_last; at++) check(0, map_input(at), "press register %u after noise %u", at, kind);
    check(0, memcmp(digits, board.digits, sizeof digits), "the display after noise %u", kind);
    check(0, memcmp(eeprom, board.eeprom, sizeof eeprom), "the EEPROM after noise %u", kind);
    check(false, board.lamp || board.buzzer, "lamp and buzzer after noise %u", kind);
    check(true, map_input(INPUT_BAD_FRAMES) > 0, "damage is counted after noise %u", kind);
  }
  const uint8_t request[] = {1, 4, 0, 0, 0, 1};
  uint32_t fed = board.fed;
  check(7, ask(request, sizeof request), "it answers after all that");
  pass(5);
  check(true, board.fed > fed, "its loop goes round");
  printf("%ld bytes of noise and %ld of damaged requests\n", NOISE_BYTES, NOISE_BYTES);
  return 0;
}
