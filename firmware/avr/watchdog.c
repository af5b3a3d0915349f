#include "../board/watchdog.h"

#include <avr/io.h>
#include <avr/wdt.h>

/* Outside of what the start clears. */
static uint8_t cause __attribute__((section(".noinit")));

/* The watchdog stays on after it bit, at its shortest time: it is told to wait before anything else runs. [ATmega328P 10.9.2] */
__attribute__((naked, used, section(".init3"))) void watchdog_hold(void) {
  cause = MCUSR;
  MCUSR = 0;
  wdt_disable();
}

void watchdog_start(void) {
  wdt_enable(WDTO_500MS);
}

void watchdog_feed(void) {
  wdt_reset();
}

bool watchdog_bit(void) {
  return (cause & _BV(WDRF)) != 0;
}
