#ifndef FRONTA_REGISTERS_H
#define FRONTA_REGISTERS_H

/*
 * The registers of counter units and keypads on the bus, Modbus RTU. Fixed: a device in the field may be older or newer than its
 * office. edge/units/registers.ts says the same, and a test compares the two line by line.
 */

/* Input registers (FC 4). */
#define INPUT_KIND 0           /* KIND_UNIT or KIND_KEYPAD */
#define INPUT_VERSION 1        /* major x 256 + minor */
#define INPUT_BOOTS 2          /* from EEPROM, wrapping */
#define INPUT_UPTIME 3         /* seconds, low 16 bits */
#define INPUT_FAULTS 4         /* FAULT_... */
#define INPUT_GOOD_FRAMES 5    /* sound frames heard, whoever they were for */
#define INPUT_BAD_FRAMES 6     /* frames heard with damage */
#define INPUT_PRESSES 16       /* unit: next, recall, noShow, pause; 16-bit, wrapping */
#define INPUT_LONG_PRESSES 20  /* unit: presses over LONG_PRESS_MS of the same keys */
#define INPUT_KEY_COUNT 16     /* keypad: keys pressed since boot, 16-bit, wrapping */
#define INPUT_LAST_KEYS 17     /* keypad: the last eight keys, newest first, ASCII */

/* Holding registers (FC 3, 6, 16). */
#define HOLDING_DISPLAY 0         /* four characters in two registers, high byte first */
#define HOLDING_BLINK 2           /* BLINK_... */
#define HOLDING_LAMP 3            /* LAMP_... */
#define HOLDING_BEEPS 4           /* beeps to sound, counts down */
#define HOLDING_MASTER_SILENCE 5  /* seconds without a master after which the display shows ----; 0 never */
#define HOLDING_ADDRESS 6         /* 1 to 247, kept in EEPROM, written only after UNLOCK_WORD to HOLDING_UNLOCK */
#define HOLDING_UNLOCK 7

#define KIND_UNIT 1
#define KIND_KEYPAD 2

#define FAULT_KEY_STUCK 0x01
#define FAULT_EEPROM 0x02
#define FAULT_WATCHDOG 0x04

#define BLINK_STEADY 0
#define BLINK_SLOW 1
#define BLINK_FAST 2

#define LAMP_OFF 0
#define LAMP_ON 1
#define LAMP_BLINK 2

#define UNIT_KEYS 4
#define LAST_KEYS_KEPT 8
#define LONG_PRESS_MS 800
#define UNLOCK_WORD 0xA5A5
#define ADDRESS_MAX 247
#define BLANK_ADDRESS_UNIT 1
#define BLANK_ADDRESS_KEYPAD 32

#endif
