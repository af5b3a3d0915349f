#include "fingers.h"

#include <stdio.h>
#include <string.h>

#include "../unit/device.h"
#include "../unit/keys.h"
#include "../unit/registers.h"

#define PRESS_MS 60
#define RELEASE_MS 60
#define HOLD_MS_MAX 60000
/* On a machine that was busy for longer a finger waits: no key is let go before the unit has looked often enough. */
#define LOOK_MS_MAX 5

_Static_assert(PRESS_MS / LOOK_MS_MAX > KEY_LOOKS, "a press is seen often enough to count");

typedef struct {
  uint16_t keys;
  uint32_t left_ms;
} gesture;

/* What is down when the power comes on is no press: the first finger waits until the unit has looked. */
#define FIRST_AFTER_MS 100

static gesture gestures[GESTURES_MAX] = {{0, FIRST_AFTER_MS}};
static unsigned first;
static unsigned waiting = 1;

static bool add(uint16_t keys, uint32_t ms) {
  if (waiting == GESTURES_MAX) return false;
  gestures[(first + waiting++) % GESTURES_MAX] = (gesture){keys, ms};
  return true;
}

static bool press(uint16_t keys, uint32_t ms) {
  return keys != 0 && waiting + 2 <= GESTURES_MAX && add(keys, ms) && add(0, RELEASE_MS);
}

/** The bit of a key by its name, 0 if there is none. */
static uint16_t key_named(const char *name) {
  static const char *const unit_keys[] = {"next", "recall", "noShow", "pause"};
  static const char keypad_keys[] = "123456789*0#";
  if (device_kind == KIND_UNIT) {
    for (unsigned key = 0; key < UNIT_KEYS; key++)
      if (strcmp(name, unit_keys[key]) == 0) return (uint16_t)(1u << key);
    return 0;
  }
  const char *found = name[0] != 0 && name[1] == 0 ? strchr(keypad_keys, name[0]) : NULL;
  return found == NULL ? 0 : (uint16_t)(1u << (found - keypad_keys));
}

static bool type(const char *keys) {
  for (const char *key = keys; *key != 0; key++)
    if (!press(key_named((const char[]){*key, 0}), PRESS_MS)) return false;
  return true;
}

bool fingers_told(const char *line) {
  char word[8], key[64];
  unsigned ms = 0;
  int words = sscanf(line, "%7s %63s %u", word, key, &ms);
  if (words == 2 && strcmp(word, "press") == 0) return press(key_named(key), PRESS_MS);
  if (words == 3 && strcmp(word, "hold") == 0) return ms <= HOLD_MS_MAX && press(key_named(key), ms);
  if (words == 2 && strcmp(word, "type") == 0) return type(key);
  return false;
}

uint16_t fingers_down(uint16_t elapsed_ms) {
  if (elapsed_ms > LOOK_MS_MAX) elapsed_ms = LOOK_MS_MAX;
  while (waiting > 0 && gestures[first].left_ms <= elapsed_ms) {
    elapsed_ms -= (uint16_t)gestures[first].left_ms;
    first = (first + 1) % GESTURES_MAX;
    waiting--;
  }
  if (waiting == 0) return 0;
  gestures[first].left_ms -= elapsed_ms;
  return gestures[first].keys;
}

bool fingers_rest(void) {
  return waiting == 0;
}
