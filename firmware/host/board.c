#include "board.h"

#include <string.h>

#include "../board/clock.h"
#include "../board/eeprom.h"
#include "../board/keys.h"
#include "../board/line.h"
#include "../board/watchdog.h"

board_state board;

void board_blank(void) {
  memset(&board, 0, sizeof board);
  memset(board.eeprom, 0xFF, sizeof board.eeprom);
}

uint16_t clock_ms(void) {
  return board.ms;
}

uint16_t keys_down(void) {
  return board.keys;
}

void display_show(const uint8_t segments[DISPLAY_DIGITS]) {
  memcpy(board.digits, segments, sizeof board.digits);
}

void lamp_light(bool on) {
  board.lamp = on;
}

void buzzer_sound(bool on) {
  board.buzzer = on;
}

uint8_t eeprom_load(uint8_t at) {
  return board.eeprom[at];
}

void eeprom_store(uint8_t at, uint8_t value) {
  if (!(board.eeprom_worn & (1u << at))) board.eeprom[at] = value;
}

void line_open(void) {
  board.sending = false;
}

void line_send(const uint8_t *bytes, uint8_t count) {
  memcpy(board.sent, bytes, count);
  board.sent_count = count;
  board.sending = true;
}

bool line_sending(void) {
  return board.sending;
}

void watchdog_start(void) {
  board.fed = 0;
}

void watchdog_feed(void) {
  board.fed++;
}

bool watchdog_bit(void) {
  return board.bitten;
}
