#ifndef FRONTA_HOST_BOARD_H
#define FRONTA_HOST_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "../board/signals.h"

/* A board made of variables. Whoever runs the unit on it moves time, keys and line, and looks at what came of it. */

#define BOARD_EEPROM 16
#define BOARD_SENT_MAX 64

typedef struct {
  uint16_t ms;
  /* As keys_down() tells them. */
  uint16_t keys;
  uint8_t digits[DISPLAY_DIGITS];
  bool lamp;
  bool buzzer;
  uint8_t eeprom[BOARD_EEPROM];
  /* Bytes whose bit is set take nothing any more. */
  uint16_t eeprom_worn;
  /* The last answer. The board counts as sending until somebody takes it away. */
  uint8_t sent[BOARD_SENT_MAX];
  uint8_t sent_count;
  bool sending;
  /* Times the watchdog was fed, and whether it caused this start. */
  uint32_t fed;
  bool bitten;
} board_state;

extern board_state board;

/** A board never used: blank EEPROM, nothing down. */
void board_blank(void);

#endif
