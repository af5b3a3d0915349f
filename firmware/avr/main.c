#include <avr/interrupt.h>

#include "../unit/unit.h"
#include "start.h"

int main(void) {
  clock_start();
  keys_ready();
  signals_ready();
  sei();
  unit_start();
  for (;;) unit_go_round();
}
