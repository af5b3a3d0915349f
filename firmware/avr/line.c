#include "../board/line.h"

#include <avr/interrupt.h>
#include <avr/io.h>

#include "../unit/frame.h"
#include "pins.h"
#include "start.h"

/* Start bit, eight data bits, even parity, stop bit. */
#define BITS_A_CHARACTER 11UL
/* [ATmega328P 19.3.1] double speed, rounded to the nearest: 19,231 baud for 19,200. */
#define BAUD_DIVIDER ((F_CPU / 8 + BAUD / 2) / BAUD - 1)

#define PRESCALER 64UL
/* 3.5 characters; above 19,200 baud a fixed 1.75 ms. [MODBUS-RTU 2.5.1.1] */
#define QUIET_US (BAUD > 19200UL ? 1750UL : (BITS_A_CHARACTER * 3500000UL + BAUD - 1) / BAUD)
#define QUIET_TICKS ((F_CPU / 1000000UL) * QUIET_US / PRESCALER)

_Static_assert(BAUD_DIVIDER >= 1 && BAUD_DIVIDER < 4096, "BAUD can be divided from F_CPU");
_Static_assert(QUIET_TICKS > 0 && QUIET_TICKS < 65536, "3.5 characters fit into timer 1");

static const uint8_t *volatile leaving;
static volatile uint8_t left;
static volatile bool sending;

static void listen(void) {
  pin_low(UNIT_DE);
  /* Taking the receiver into use anew empties it. */
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
}

void line_ready(void) {
  pin_low(UNIT_DE);
  pin_drives(UNIT_DE);
  pin_high(UNIT_TX);
  /* While the driver sends, the receiver's output floats. */
  pin_high(UNIT_RX);
}

void line_open(void) {
  UBRR0 = BAUD_DIVIDER;
  UCSR0A = _BV(U2X0);
  UCSR0C = _BV(UPM01) | _BV(UCSZ01) | _BV(UCSZ00);
  OCR1A = QUIET_TICKS;
  TCCR1A = 0;
  TCCR1B = _BV(CS11) | _BV(CS10);
  listen();
}

static void await_quiet(void) {
  TCNT1 = 0;
  TIFR1 = _BV(OCF1A);
  TIMSK1 = _BV(OCIE1A);
}

ISR(USART_RX_vect) {
  /* The flaws belong to the byte that is read next. [ATmega328P 19.7.4] */
  bool flawed = (UCSR0A & (_BV(FE0) | _BV(DOR0) | _BV(UPE0))) != 0;
  frame_hear(UDR0, flawed);
  await_quiet();
}

ISR(TIMER1_COMPA_vect) {
  TIMSK1 = 0;
  frame_quiet();
}

void line_send(const uint8_t *bytes, uint8_t count) {
  leaving = bytes;
  left = count;
  sending = true;
  TIMSK1 = 0;
  UCSR0B = _BV(TXEN0);
  pin_high(UNIT_DE);
  UCSR0B = _BV(TXEN0) | _BV(UDRIE0);
}

ISR(USART_UDRE_vect) {
  const uint8_t *next = leaving;
  uint8_t after = left - 1;
  /* What TXC0 says from now on is about this byte. */
  UCSR0A = _BV(U2X0) | _BV(TXC0);
  UDR0 = *next;
  leaving = next + 1;
  left = after;
  if (after == 0) UCSR0B = _BV(TXEN0) | _BV(TXCIE0);
}

ISR(USART_TX_vect) {
  listen();
  sending = false;
}

bool line_sending(void) {
  return sending;
}
