#include "../../../firmware/unit/picture.h"

#include <string.h>

#include "../../../firmware/host/board.h"
#include "../../../firmware/unit/registers.h"
#include "../../../firmware/unit/segments.h"
#include "check.h"

static bool shows(const char *text) {
  for (uint8_t place = 0; place < DISPLAY_DIGITS; place++)
    if (board.digits[place] != segments_of((uint8_t)text[place])) return false;
  return true;
}

static void go_on(unsigned ms) {
  for (unsigned one = 0; one < ms; one++) picture_go_on(1);
}

static void write_text(const char *text) {
  picture_write(HOLDING_DISPLAY, (uint16_t)(text[0] << 8 | text[1]));
  picture_write(HOLDING_DISPLAY + 1, (uint16_t)(text[2] << 8 | text[3]));
}

static unsigned beeps_within(unsigned ms) {
  unsigned beeps = 0;
  for (unsigned one = 0; one < ms; one++) {
    bool before = board.buzzer;
    picture_go_on(1);
    if (board.buzzer && !before) beeps++;
  }
  return beeps;
}

static unsigned lit_of(unsigned ms) {
  unsigned lit = 0;
  for (unsigned one = 0; one < ms; one++) {
    picture_go_on(1);
    if (board.lamp) lit++;
  }
  return lit;
}

int main(void) {
  board_blank();
  picture_start();
  go_on(1);
  check(true, shows("----"), "dashes after the start");

  write_text(" a12");
  go_on(1);
  check(true, shows(" A12"), "small letters are capitals");
  write_text("K\xFF" "5~");
  go_on(1);
  check(true, shows("  5 "), "what has no shape is dark");

  /* A blink begins bright, and a new number begins a new one. */
  static const struct { uint8_t blink; unsigned half_ms; } blinks[] = {{BLINK_SLOW, 500}, {BLINK_FAST, 125}};
  for (unsigned row = 0; row < rows_of(blinks); row++) {
    picture_write(HOLDING_BLINK, blinks[row].blink);
    write_text(row == 0 ? "B  1" : "B  2");
    const char *text = row == 0 ? "B  1" : "B  2";
    go_on(blinks[row].half_ms - 1);
    check(true, shows(text), "bright half of blink %u", blinks[row].blink);
    go_on(1);
    check(true, shows("    "), "dark half of blink %u", blinks[row].blink);
    go_on(blinks[row].half_ms);
    check(true, shows(text), "bright again, blink %u", blinks[row].blink);
  }
  picture_write(HOLDING_BLINK, BLINK_STEADY);
  go_on(1);

  picture_write(HOLDING_LAMP, LAMP_ON);
  check(1000, lit_of(1000), "lamp on");
  picture_write(HOLDING_LAMP, LAMP_BLINK);
  check(1000, lit_of(2000), "lamp blinks");
  picture_write(HOLDING_LAMP, LAMP_OFF);
  check(0, lit_of(1000), "lamp off");

  picture_write(HOLDING_BEEPS, 3);
  check(1, beeps_within(50), "it begins at once");
  check(3, picture_read(HOLDING_BEEPS), "counted when it is over");
  check(2, beeps_within(2000), "the other two");
  check(0, picture_read(HOLDING_BEEPS), "all are sounded");
  picture_write(HOLDING_BEEPS, 5);
  go_on(50);
  picture_write(HOLDING_BEEPS, 0);
  check(0, beeps_within(2000), "no more when the master takes them back");

  /* Register 5: dashes after so many seconds without a master, lamp off; the next request brings the picture back. */
  write_text("A  7");
  picture_write(HOLDING_BLINK, BLINK_FAST);
  picture_write(HOLDING_LAMP, LAMP_ON);
  go_on(120000);
  check(true, board.lamp, "0 seconds is never");
  picture_write(HOLDING_MASTER_SILENCE, 10);
  picture_master_heard();
  go_on(9000);
  picture_master_heard();
  go_on(9999);
  check(true, board.lamp, "just before");
  go_on(1);
  check(true, shows("----"), "10 s");
  check(false, board.lamp, "10 s");
  go_on(130);
  check(true, shows("----"), "dashes stand");
  picture_master_heard();
  go_on(1);
  check(true, board.lamp, "a master again");
  picture_write(HOLDING_BLINK, BLINK_STEADY);
  go_on(1);
  check(true, shows("A  7"), "a master again");

  /* What disturbed the display's chip is mended within a quarter of a second. */
  memset(board.digits, 0, sizeof board.digits);
  go_on(250);
  check(true, shows("A  7"), "told again");
  return 0;
}
