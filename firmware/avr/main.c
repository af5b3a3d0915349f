#include <avr/interrupt.h>
#include <avr/sleep.h>

#include "../unit/unit.h"
#include "start.h"

/**
 * Until the next interrupt, unless one already brought something to do. The instruction after sei() comes before any interrupt
 * [ATmega328P 7.7], so none slips in between the look and the sleep: a frame would wait a millisecond, and the next one be lost.
 */
static void rest(void) {
  cli();
  if (unit_is_idle()) {
    sleep_enable();
    sei();
    sleep_cpu();
    sleep_disable();
  }
  sei();
}

int main(void) {
  line_ready();
  clock_start();
  keys_ready();
  signals_ready();
  set_sleep_mode(SLEEP_MODE_IDLE);
  sei();
  unit_start();
  for (;;) {
    unit_go_round();
    rest();
  }
}
