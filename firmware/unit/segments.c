#include "segments.h"

/* The characters of edge/units/segments.ts in their order, and their segments:
 *
 *      aaa
 *     f   b
 *      ggg
 *     e   c
 *      ddd
 */
static const char characters[] = "-0123456789ABCDEFGHIJLNOPQRSTUYZ";
static const uint8_t shapes[] = {
    0x01, 0x7E, 0x30, 0x6D, 0x79, 0x33, 0x5B, 0x5F, 0x70, 0x7F, 0x7B, /* - 0 to 9 */
    0x77, 0x1F, 0x4E, 0x3D, 0x4F, 0x47, 0x5E, 0x37, 0x06, 0x3C, 0x0E, /* A b C d E F G H I J L */
    0x15, 0x1D, 0x67, 0x73, 0x05, 0x5B, 0x0F, 0x3E, 0x3B, 0x6D,       /* n o P q r S t U Y Z */
};

_Static_assert(sizeof shapes == sizeof characters - 1, "every character has a shape");

uint8_t segments_of(uint8_t character) {
  if (character >= 'a' && character <= 'z') character -= 'a' - 'A';
  for (uint8_t at = 0; at < sizeof shapes; at++)
    if (characters[at] == (char)character) return shapes[at];
  return 0;
}
