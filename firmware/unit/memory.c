#include "memory.h"

#include "../board/eeprom.h"
#include "registers.h"

enum { ADDRESS_AT = 0, BOOTS_AT = 2, PLACE_BYTES = 3, PLACES = 2 };

#define BLANK 0xFF

static uint8_t address;
static uint16_t boots;
static bool faulty;

static bool store(uint8_t at, uint8_t value) {
  if (eeprom_load(at) != value) eeprom_store(at, value);
  return eeprom_load(at) == value;
}

static uint8_t check_of(uint8_t low, uint8_t high) {
  return (uint8_t)~(low + high + 0x5A);
}

static bool is_blank(uint8_t from, uint8_t count) {
  for (uint8_t at = 0; at < count; at++)
    if (eeprom_load(from + at) != BLANK) return false;
  return true;
}

/** True if the place holds a count; a damaged one is told as a fault. */
static bool load_boots(uint8_t at, uint16_t *count) {
  if (is_blank(at, PLACE_BYTES)) return false;
  uint8_t low = eeprom_load(at), high = eeprom_load(at + 1);
  *count = (uint16_t)(low | high << 8);
  if (eeprom_load(at + 2) == check_of(low, high)) return true;
  faulty = true;
  return false;
}

static void count_boot(void) {
  uint16_t first = 0, second = 0;
  bool has_first = load_boots(BOOTS_AT, &first), has_second = load_boots(BOOTS_AT + PLACE_BYTES, &second);
  /* The count wraps, so the later one is the one that is the other's successor. */
  bool first_is_newer = has_first && (!has_second || (uint16_t)(first - second) == 1);
  boots = (uint16_t)((first_is_newer ? first : second) + 1);
  uint8_t at = first_is_newer ? BOOTS_AT + PLACE_BYTES : BOOTS_AT;
  uint8_t low = (uint8_t)boots, high = (uint8_t)(boots >> 8);
  bool stored = store(at, low);
  stored = store(at + 1, high) && stored;
  stored = store(at + 2, check_of(low, high)) && stored;
  if (!stored) faulty = true;
}

static void load_address(uint8_t blank_address) {
  address = blank_address;
  if (is_blank(ADDRESS_AT, 2)) return;
  uint8_t kept = eeprom_load(ADDRESS_AT), complement = eeprom_load(ADDRESS_AT + 1);
  if (kept >= 1 && kept <= ADDRESS_MAX && (kept ^ complement) == 0xFF) address = kept;
  else faulty = true;
}

void memory_start(uint8_t blank_address) {
  faulty = false;
  load_address(blank_address);
  count_boot();
}

uint8_t memory_address(void) {
  return address;
}

uint16_t memory_boots(void) {
  return boots;
}

bool memory_keep_address(uint8_t wanted) {
  bool stored = store(ADDRESS_AT, wanted);
  stored = store(ADDRESS_AT + 1, (uint8_t)~wanted) && stored;
  if (stored) address = wanted;
  else faulty = true;
  return stored;
}

bool memory_faulty(void) {
  return faulty;
}
