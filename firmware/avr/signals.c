#include "../board/signals.h"

#include <avr/io.h>

#include "pins.h"
#include "start.h"

/* Registers of the MAX7219, which is sent a register and its value, high bit first, and takes them when LOAD rises. [MAX7219 table 2] */
enum { DIGIT_0 = 1, DECODE_MODE = 9, INTENSITY = 10, SCAN_LIMIT = 11, SHUTDOWN = 12, DISPLAY_TEST = 15 };

/* 0 to 15: 15/32 of full current is bright enough beside a window. */
#define BRIGHTNESS 7

void signals_ready(void) {
  pin_drives(UNIT_LAMP);
  pin_drives(UNIT_BUZZER);
  pin_high(DISPLAY_LOAD);
  pin_drives(DISPLAY_LOAD);
  pin_drives(DISPLAY_DATA);
  pin_drives(DISPLAY_CLOCK);
  /* 4 MHz; the MAX7219 takes 10. Kept slow for half a metre of ribbon cable. */
  SPCR = _BV(SPE) | _BV(MSTR);
}

static void send(uint8_t byte) {
  SPDR = byte;
  while (!(SPSR & _BV(SPIF))) {
  }
}

static void set(uint8_t at, uint8_t value) {
  pin_low(DISPLAY_LOAD);
  send(at);
  send(value);
  pin_high(DISPLAY_LOAD);
}

void display_show(const uint8_t segments[DISPLAY_DIGITS]) {
  set(DISPLAY_TEST, 0);
  set(DECODE_MODE, 0);
  set(SCAN_LIMIT, DISPLAY_DIGITS - 1);
  set(INTENSITY, BRIGHTNESS);
  for (uint8_t place = 0; place < DISPLAY_DIGITS; place++) set(DIGIT_0 + place, segments[place]);
  set(SHUTDOWN, 1);
}

void lamp_light(bool on) {
  if (on) pin_high(UNIT_LAMP);
  else pin_low(UNIT_LAMP);
}

void buzzer_sound(bool on) {
  if (on) pin_high(UNIT_BUZZER);
  else pin_low(UNIT_BUZZER);
}
