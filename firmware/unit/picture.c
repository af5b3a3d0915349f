#include "picture.h"

#include <stdbool.h>

#include "../board/signals.h"
#include "registers.h"
#include "segments.h"

#define DASHES ((uint16_t)('-' << 8 | '-'))

static uint16_t registers[PICTURE_REGISTERS];

static uint16_t silent_ms;
static uint16_t silent_s;
/* Since the last change of the picture, so that a new number begins bright. */
static uint16_t phase_ms;
static uint8_t refresh_ms;
static uint8_t shown[DISPLAY_DIGITS];
static uint8_t beep_ms;
static bool sounding;

void picture_start(void) {
  for (uint8_t at = 0; at < PICTURE_REGISTERS; at++) registers[at] = 0;
  registers[HOLDING_DISPLAY] = DASHES;
  registers[HOLDING_DISPLAY + 1] = DASHES;
  refresh_ms = REFRESH_MS;
  beep_ms = 0;
  sounding = false;
  phase_ms = 0;
  picture_master_heard();
  lamp_light(false);
  buzzer_sound(false);
}

uint16_t picture_read(uint8_t at) {
  return registers[at];
}

void picture_write(uint8_t at, uint16_t value) {
  if (registers[at] != value && at <= HOLDING_LAMP) phase_ms = 0;
  registers[at] = value;
}

void picture_master_heard(void) {
  silent_ms = 0;
  silent_s = 0;
}

static bool is_alone(void) {
  return registers[HOLDING_MASTER_SILENCE] != 0 && silent_s >= registers[HOLDING_MASTER_SILENCE];
}

static void count_silence(uint8_t elapsed_ms) {
  silent_ms += elapsed_ms;
  if (silent_ms < 1000) return;
  silent_ms -= 1000;
  if (silent_s < UINT16_MAX) silent_s++;
}

/** True in the bright half of a blink. */
static bool is_bright(uint16_t half_ms) {
  return (phase_ms / half_ms) % 2 == 0;
}

static uint8_t digit(uint8_t place, bool alone) {
  uint8_t blink = alone ? BLINK_STEADY : (uint8_t)registers[HOLDING_BLINK];
  if (blink == BLINK_SLOW && !is_bright(SLOW_BLINK_MS)) return 0;
  if (blink == BLINK_FAST && !is_bright(FAST_BLINK_MS)) return 0;
  uint16_t pair = alone ? DASHES : registers[HOLDING_DISPLAY + place / 2];
  return segments_of((uint8_t)(place % 2 == 0 ? pair >> 8 : pair));
}

static void show(uint8_t elapsed_ms, bool alone) {
  bool changed = false;
  for (uint8_t place = 0; place < DISPLAY_DIGITS; place++) {
    uint8_t now = digit(place, alone);
    if (now != shown[place]) changed = true;
    shown[place] = now;
  }
  uint8_t left_ms = refresh_ms > elapsed_ms ? refresh_ms - elapsed_ms : 0;
  if (!changed && left_ms > 0) {
    refresh_ms = left_ms;
    return;
  }
  refresh_ms = REFRESH_MS;
  display_show(shown);
}

/** A beep and as long a pause after it; then there is one less to sound. */
static void beep(uint8_t elapsed_ms) {
  if (beep_ms > elapsed_ms) {
    beep_ms -= elapsed_ms;
    return;
  }
  beep_ms = 0;
  if (sounding) {
    sounding = false;
    beep_ms = BEEP_MS;
    if (registers[HOLDING_BEEPS] > 0) registers[HOLDING_BEEPS]--;
  } else if (registers[HOLDING_BEEPS] > 0) {
    sounding = true;
    beep_ms = BEEP_MS;
  }
  buzzer_sound(sounding);
}

void picture_go_on(uint8_t elapsed_ms) {
  count_silence(elapsed_ms);
  phase_ms = (uint16_t)((phase_ms + elapsed_ms) % (2 * SLOW_BLINK_MS));
  bool alone = is_alone();
  uint8_t lamp = alone ? LAMP_OFF : (uint8_t)registers[HOLDING_LAMP];
  lamp_light(lamp == LAMP_ON || (lamp == LAMP_BLINK && is_bright(SLOW_BLINK_MS)));
  show(elapsed_ms, alone);
  beep(elapsed_ms);
}
