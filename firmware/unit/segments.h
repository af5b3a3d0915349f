#ifndef FRONTA_SEGMENTS_H
#define FRONTA_SEGMENTS_H

#include <stdint.h>

/** The segments of a character, bits 6 to 0 for a to g; 0 for one that seven segments cannot show. Small letters look like capitals. */
uint8_t segments_of(uint8_t character);

#endif
