#include "map.h"

#include "../board/watchdog.h"
#include "device.h"
#include "keys.h"
#include "memory.h"
#include "picture.h"
#include "registers.h"

static uint16_t uptime_s;
static uint16_t uptime_ms;
static uint16_t good;
static uint16_t bad;
/* Milliseconds for which the address may still be written; 0 is locked. */
static uint16_t unlocked_ms;
static bool bitten;

void map_start(void) {
  uptime_s = uptime_ms = good = bad = unlocked_ms = 0;
  bitten = watchdog_bit();
}

void map_go_on(uint8_t elapsed_ms) {
  unlocked_ms = unlocked_ms > elapsed_ms ? unlocked_ms - elapsed_ms : 0;
  uptime_ms += elapsed_ms;
  if (uptime_ms < 1000) return;
  uptime_ms -= 1000;
  uptime_s++;
}

void map_frame_good(void) {
  good++;
}

void map_frames_bad(uint8_t count) {
  bad += count;
}

static bool is_input(uint16_t at) {
  return at <= INPUT_BAD_FRAMES || (at >= INPUT_PRESSES && at <= device_input_last);
}

bool map_has_inputs(uint16_t from, uint16_t count) {
  return is_input(from) && count <= device_input_last + 1 - from && is_input(from + count - 1);
}

static uint16_t faults(void) {
  int set = (keys_stuck() ? FAULT_KEY_STUCK : 0) | (memory_faulty() ? FAULT_EEPROM : 0) | (bitten ? FAULT_WATCHDOG : 0);
  return (uint16_t)set;
}

uint16_t map_input(uint8_t at) {
  switch (at) {
    case INPUT_KIND: return device_kind;
    case INPUT_VERSION: return VERSION;
    case INPUT_BOOTS: return memory_boots();
    case INPUT_UPTIME: return uptime_s;
    case INPUT_FAULTS: return faults();
    case INPUT_GOOD_FRAMES: return good;
    case INPUT_BAD_FRAMES: return bad;
    default: return at >= INPUT_PRESSES ? device_input(at) : 0;
  }
}

bool map_has_holdings(uint16_t from, uint16_t count) {
  return from <= HOLDING_UNLOCK && count <= HOLDING_UNLOCK + 1 - from;
}

uint16_t map_holding(uint8_t at) {
  switch (at) {
    case HOLDING_ADDRESS: return memory_address();
    case HOLDING_UNLOCK: return unlocked_ms > 0 ? UNLOCK_WORD : 0;
    default: return picture_read(at);
  }
}

static bool is_lawful(uint8_t at, uint16_t value, bool unlocked, bool broadcast) {
  switch (at) {
    case HOLDING_BLINK: return value <= BLINK_FAST;
    case HOLDING_LAMP: return value <= LAMP_BLINK;
    case HOLDING_ADDRESS: return unlocked && !broadcast && value >= 1 && value <= ADDRESS_MAX;
    case HOLDING_UNLOCK: return !broadcast && (value == UNLOCK_WORD || value == 0);
    default: return true;
  }
}

static write_outcome write_one(uint8_t at, uint16_t value) {
  switch (at) {
    case HOLDING_ADDRESS: return memory_keep_address((uint8_t)value) ? WRITE_DONE : WRITE_FAILED;
    case HOLDING_UNLOCK: unlocked_ms = value == UNLOCK_WORD ? UNLOCK_MS_MAX : 0; return WRITE_DONE;
    default: picture_write(at, value); return WRITE_DONE;
  }
}

static uint16_t value_at(const uint8_t *values, uint8_t index) {
  return (uint16_t)(values[2 * index] << 8 | values[2 * index + 1]);
}

write_outcome map_write(uint8_t from, uint8_t count, const uint8_t *values, bool broadcast) {
  bool unlocked = unlocked_ms > 0;
  unlocked_ms = 0;
  for (uint8_t index = 0; index < count; index++)
    if (!is_lawful(from + index, value_at(values, index), unlocked, broadcast)) return WRITE_UNLAWFUL;
  write_outcome outcome = WRITE_DONE;
  for (uint8_t index = 0; index < count; index++)
    if (write_one(from + index, value_at(values, index)) == WRITE_FAILED) outcome = WRITE_FAILED;
  return outcome;
}
