#include "unit.h"

#include <stdint.h>

#include "../board/clock.h"
#include "../board/keys.h"
#include "../board/line.h"
#include "../board/watchdog.h"
#include "device.h"
#include "frame.h"
#include "keys.h"
#include "map.h"
#include "memory.h"
#include "modbus.h"
#include "picture.h"

/*
 * What has to be passed before the watchdog is fed. A clock that stands still never reaches the last two, an answer that does not end
 * never the first.
 */
enum { SERVED_LINE = 1, LOOKED_AT_KEYS = 2, SHOWED_PICTURE = 4, WHOLE_ROUND = 7 };

static uint8_t reply[REPLY_MAX];
static uint16_t last_ms;
static uint8_t broken_before;
static uint8_t passed;

void unit_start(void) {
  memory_start(device_blank_address);
  map_start();
  keys_start();
  picture_start();
  last_ms = clock_ms();
  broken_before = frame_broken();
  passed = 0;
  line_open();
  watchdog_start();
}

static void serve_line(void) {
  uint8_t broken = frame_broken();
  map_frames_bad((uint8_t)(broken - broken_before));
  broken_before = broken;
  if (line_sending()) return;
  passed |= SERVED_LINE;
  uint16_t length;
  const uint8_t *request = frame_whole(&length);
  if (request == 0) return;
  map_frame_good();
  uint8_t answer = modbus_obey(request, length, reply);
  frame_done();
  if (answer > 0) line_send(reply, answer);
}

static void look_at_keys(uint8_t elapsed_ms) {
  key_events events = keys_look(device_keys(keys_down()), elapsed_ms);
  for (uint8_t key = 0; events.pressed != 0; key++, events.pressed >>= 1)
    if (events.pressed & 1) device_pressed(key);
  for (uint8_t key = 0; events.pressed_long != 0; key++, events.pressed_long >>= 1)
    if (events.pressed_long & 1) device_pressed_long(key);
  passed |= LOOKED_AT_KEYS;
}

void unit_go_round(void) {
  serve_line();
  uint16_t elapsed = (uint16_t)(clock_ms() - last_ms);
  if (elapsed > 0) {
    /* Time that is lost beyond this is lost for blinks and uptime too, and means nothing to the keys. */
    uint8_t elapsed_ms = elapsed > UINT8_MAX ? UINT8_MAX : (uint8_t)elapsed;
    last_ms += elapsed;
    look_at_keys(elapsed_ms);
    map_go_on(elapsed_ms);
    picture_go_on(elapsed_ms);
    passed |= SHOWED_PICTURE;
  }
  if (passed != WHOLE_ROUND) return;
  passed = 0;
  watchdog_feed();
}

bool unit_is_idle(void) {
  uint16_t length;
  return frame_whole(&length) == 0 && clock_ms() == last_ms;
}
