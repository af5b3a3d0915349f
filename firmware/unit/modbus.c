#include "modbus.h"

#include <stdbool.h>

#include "crc.h"
#include "map.h"
#include "memory.h"
#include "picture.h"

/* [MODBUS 6] */
enum { READ_HOLDINGS = 3, READ_INPUTS = 4, WRITE_ONE = 6, WRITE_MANY = 16 };
/* [MODBUS 7] */
enum { FINE = 0, ILLEGAL_FUNCTION = 1, ILLEGAL_ADDRESS = 2, ILLEGAL_VALUE = 3, DEVICE_FAILURE = 4 };
/* [MODBUS 6.3, 6.12] */
enum { READ_COUNT_MAX = 125, WRITE_COUNT_MAX = 123 };

#define BROADCAST 0
#define EXCEPTION 0x80
/* Of a request with one address and one value or count, checksum and all. */
#define SHORT_REQUEST 8

static uint16_t word(const uint8_t *bytes) {
  return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static uint8_t finish(uint8_t *reply, uint8_t length) {
  uint16_t crc = CRC_START;
  for (uint8_t at = 0; at < length; at++) crc = crc_add(crc, reply[at]);
  reply[length] = (uint8_t)crc;
  reply[length + 1] = (uint8_t)(crc >> 8);
  return length + 2;
}

static uint8_t exception_of(write_outcome outcome) {
  switch (outcome) {
    case WRITE_UNLAWFUL: return ILLEGAL_VALUE;
    case WRITE_FAILED: return DEVICE_FAILURE;
    case WRITE_DONE: break;
  }
  return FINE;
}

/** Registers into the reply; `length` is that of the reply then. [MODBUS 6.3, 6.4] */
static uint8_t read_registers(const uint8_t *request, uint16_t frame, uint8_t *reply, uint8_t *length) {
  if (frame != SHORT_REQUEST) return ILLEGAL_VALUE;
  bool inputs = request[1] == READ_INPUTS;
  uint16_t from = word(request + 2), count = word(request + 4);
  if (count < 1 || count > READ_COUNT_MAX) return ILLEGAL_VALUE;
  if (!(inputs ? map_has_inputs(from, count) : map_has_holdings(from, count))) return ILLEGAL_ADDRESS;
  reply[2] = (uint8_t)(2 * count);
  for (uint8_t index = 0; index < count; index++) {
    uint16_t value = inputs ? map_input((uint8_t)from + index) : map_holding((uint8_t)from + index);
    reply[3 + 2 * index] = (uint8_t)(value >> 8);
    reply[4 + 2 * index] = (uint8_t)value;
  }
  *length = (uint8_t)(3 + 2 * count);
  return FINE;
}

/** The answer repeats the request. [MODBUS 6.6] */
static uint8_t write_one(const uint8_t *request, uint16_t frame) {
  if (frame != SHORT_REQUEST) return ILLEGAL_VALUE;
  uint16_t at = word(request + 2);
  if (!map_has_holdings(at, 1)) return ILLEGAL_ADDRESS;
  return exception_of(map_write((uint8_t)at, 1, request + 4, request[0] == BROADCAST));
}

/** The answer repeats where and how many. [MODBUS 6.12] */
static uint8_t write_many(const uint8_t *request, uint16_t frame) {
  if (frame < SHORT_REQUEST + 1) return ILLEGAL_VALUE;
  uint16_t from = word(request + 2), count = word(request + 4);
  if (count < 1 || count > WRITE_COUNT_MAX || request[6] != 2 * count || frame != SHORT_REQUEST + 1 + 2 * count) return ILLEGAL_VALUE;
  if (!map_has_holdings(from, count)) return ILLEGAL_ADDRESS;
  return exception_of(map_write((uint8_t)from, (uint8_t)count, request + 7, request[0] == BROADCAST));
}

static uint8_t obey(const uint8_t *request, uint16_t frame, uint8_t *reply, uint8_t *length) {
  switch (request[1]) {
    case READ_HOLDINGS:
    case READ_INPUTS: return request[0] == BROADCAST ? FINE : read_registers(request, frame, reply, length);
    case WRITE_ONE: return write_one(request, frame);
    case WRITE_MANY: return write_many(request, frame);
    default: return ILLEGAL_FUNCTION;
  }
}

uint8_t modbus_obey(const uint8_t *request, uint16_t length, uint8_t reply[REPLY_MAX]) {
  uint8_t asked = request[0];
  if (asked != BROADCAST && asked != memory_address()) return 0;
  picture_master_heard();
  for (uint8_t at = 0; at < SHORT_REQUEST - 2; at++) reply[at] = request[at];
  uint8_t reply_length = SHORT_REQUEST - 2;
  uint8_t exception = obey(request, length, reply, &reply_length);
  if (asked == BROADCAST) return 0;
  if (exception == FINE) return finish(reply, reply_length);
  reply[1] |= EXCEPTION;
  reply[2] = exception;
  return finish(reply, 3);
}
