#ifndef FRONTA_BOARD_LINE_H
#define FRONTA_BOARD_LINE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The RS-485 line, half duplex, 8E1. The board calls frame_hear() with every byte it hears and frame_quiet() once the line was quiet
 * for 3.5 characters after one; both may come from an interrupt.
 */

/** Opens the line with the driver off, listening. */
void line_open(void);

/**
 * Begins to send and returns at once. The driver is on from before the first start bit until the last stop bit has left; what is heard
 * meanwhile is not told. `bytes` must stay as they are until line_sending() is false.
 */
void line_send(const uint8_t *bytes, uint8_t count);

bool line_sending(void);

#endif
