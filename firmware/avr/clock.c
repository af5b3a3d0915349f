#include "../board/clock.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#include "start.h"

#define PRESCALER 64
#define TICKS_A_MS (F_CPU / PRESCALER / 1000)

_Static_assert(F_CPU % (PRESCALER * 1000UL) == 0 && TICKS_A_MS <= 256, "a millisecond is a whole number of ticks of timer 0");

static volatile uint16_t now_ms;

/* [ATmega328P 15.7.2] timer 0 counts to OCR0A and begins anew. */
void clock_start(void) {
  OCR0A = TICKS_A_MS - 1;
  TCCR0A = _BV(WGM01);
  TCCR0B = _BV(CS01) | _BV(CS00);
  TIMSK0 = _BV(OCIE0A);
}

ISR(TIMER0_COMPA_vect) {
  now_ms++;
}

uint16_t clock_ms(void) {
  uint16_t ms;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { ms = now_ms; }
  return ms;
}
