#include "../board/eeprom.h"

#include <avr/eeprom.h>

uint8_t eeprom_load(uint8_t at) {
  return eeprom_read_byte((const uint8_t *)(uintptr_t)at);
}

void eeprom_store(uint8_t at, uint8_t value) {
  eeprom_write_byte((uint8_t *)(uintptr_t)at, value);
  eeprom_busy_wait();
}
