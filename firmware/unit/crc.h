#ifndef FRONTA_CRC_H
#define FRONTA_CRC_H

#include <stdint.h>

#define CRC_START 0xFFFF

/** The checksum of Modbus RTU with one byte more; over a frame with its own checksum it is 0. [MODBUS-RTU 2.5.1.2] */
uint16_t crc_add(uint16_t crc, uint8_t byte);

#endif
