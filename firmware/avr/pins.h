#ifndef FRONTA_PINS_H
#define FRONTA_PINS_H

#include <avr/io.h>

/*
 * Which signal lies on which pin of the ATmega328P: port, bit. hardware/pins.csv is the truth, a test compares the two. Lines that a
 * keypad shares with a counter unit's keys are named twice.
 */

#define UNIT_RX D, 0
#define UNIT_TX D, 1
#define UNIT_DE D, 2
#define UNIT_LAMP B, 0
#define UNIT_BUZZER B, 1

#define DISPLAY_LOAD B, 2
#define DISPLAY_DATA B, 3
#define DISPLAY_CLOCK B, 5

#define KEY_NEXT C, 0
#define KEY_RECALL C, 1
#define KEY_NO_SHOW C, 2
#define KEY_PAUSE C, 3

#define KEYPAD_ROW_1 C, 0
#define KEYPAD_ROW_2 C, 1
#define KEYPAD_ROW_3 C, 2
#define KEYPAD_ROW_4 C, 3
#define KEYPAD_COLUMN_1 D, 4
#define KEYPAD_COLUMN_2 D, 5
#define KEYPAD_COLUMN_3 D, 6

/* pin_high(UNIT_LAMP) becomes PORTB |= _BV(0), one instruction. */
#define pin_high(pin) PIN_HIGH(pin)
#define pin_low(pin) PIN_LOW(pin)
#define pin_drives(pin) PIN_DRIVES(pin)
#define pin_listens(pin) PIN_LISTENS(pin)
#define pin_is_low(pin) PIN_IS_LOW(pin)

#define PIN_HIGH(port, bit) (PORT##port |= _BV(bit))
#define PIN_LOW(port, bit) (PORT##port &= (uint8_t)~_BV(bit))
#define PIN_DRIVES(port, bit) (DDR##port |= _BV(bit))
#define PIN_LISTENS(port, bit) (DDR##port &= (uint8_t)~_BV(bit))
#define PIN_IS_LOW(port, bit) ((PIN##port & _BV(bit)) == 0)

#endif
