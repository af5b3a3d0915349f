#include "../../../firmware/unit/crc.h"

#include <stdint.h>

#include "check.h"

/* Frames with their checksums as the serial line specification and other masters have them. */
static const struct {
  uint8_t bytes[8];
  uint8_t count;
  uint16_t crc;
} rows[] = {
    {{0x02, 0x07}, 2, 0x1241}, /* [MODBUS-RTU 6.2.2], sent as 41 12 */
    {{0x01, 0x04, 0x00, 0x00, 0x00, 0x01}, 6, 0xCA31},
    {{0x11, 0x03, 0x00, 0x6B, 0x00, 0x03}, 6, 0x8776},
};

int main(void) {
  for (unsigned row = 0; row < rows_of(rows); row++) {
    uint16_t crc = CRC_START;
    for (uint8_t at = 0; at < rows[row].count; at++) crc = crc_add(crc, rows[row].bytes[at]);
    check(rows[row].crc, crc, "frame %u", row);
    crc = crc_add(crc_add(crc, (uint8_t)crc), (uint8_t)(crc >> 8));
    check(0, crc, "frame %u with its checksum", row);
  }
  return 0;
}
