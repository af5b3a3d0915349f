#include "../../../firmware/unit/keys.h"

#include "check.h"

/* Contacts over time: the mask that is down for so many looks a millisecond apart, and what is told meanwhile. */
typedef struct {
  uint16_t down;
  unsigned looks;
  unsigned presses;
  unsigned longs;
  bool stuck;
} row;

static const struct {
  const char *name;
  row rows[12];
} tables[] = {
    {"a press counts when it stopped bouncing", {{0, 20, 0, 0, 0}, {1, 9, 0, 0, 0}, {1, 1, 1, 0, 0}, {1, 700, 0, 0, 0}, {0, 50, 0, 0, 0}}},
    {"bounces shorter than ten looks are nothing", {{0, 20, 0, 0, 0}, {1, 9, 0, 0, 0}, {0, 1, 0, 0, 0}, {1, 9, 0, 0, 0}, {0, 30, 0, 0, 0}}},
    {"a bouncing press is one press", {{0, 20, 0, 0, 0}, {1, 3, 0, 0, 0}, {0, 2, 0, 0, 0}, {1, 4, 0, 0, 0}, {0, 1, 0, 0, 0}, {1, 40, 1, 0, 0}}},
    {"a bouncing release is no second press",
     {{0, 20, 0, 0, 0}, {1, 40, 1, 0, 0}, {0, 9, 0, 0, 0}, {1, 5, 0, 0, 0}, {0, 8, 0, 0, 0}, {1, 2, 0, 0, 0}, {0, 40, 0, 0, 0}}},
    {"800 ms are not long, more is", {{0, 20, 0, 0, 0}, {1, 10, 1, 0, 0}, {1, 800, 0, 0, 0}, {1, 1, 0, 1, 0}, {1, 500, 0, 0, 0}, {0, 20, 0, 0, 0}}},
    {"each key for itself", {{0, 20, 0, 0, 0}, {1, 20, 1, 0, 0}, {3, 20, 1, 0, 0}, {0x803, 20, 1, 0, 0}, {2, 20, 0, 0, 0}, {3, 20, 1, 0, 0}}},
    {"down when the power comes on is no press", {{1, 3000, 0, 0, 0}, {0, 20, 0, 0, 0}, {1, 20, 1, 0, 0}}},
    {"held for 10 s it sticks, counts once, and works again when released (F10)",
     {{0, 20, 0, 0, 0}, {4, 20, 1, 0, 0}, {4, 9980, 0, 1, 0}, {4, 20, 0, 0, 1}, {5, 20, 1, 0, 1}, {0, 20, 0, 0, 0}, {4, 20, 1, 0, 0}}},
    {"stuck from the start it is told too (F10)", {{8, 9000, 0, 0, 0}, {8, 1000, 0, 0, 1}, {0, 20, 0, 0, 0}}},
};

static unsigned bits(uint16_t mask) {
  return (unsigned)__builtin_popcount(mask);
}

int main(void) {
  for (unsigned at = 0; at < rows_of(tables); at++) {
    keys_start();
    for (unsigned each = 0; each < rows_of(tables[at].rows) && tables[at].rows[each].looks > 0; each++) {
      const row *one = &tables[at].rows[each];
      unsigned presses = 0, longs = 0;
      for (unsigned look = 0; look < one->looks; look++) {
        key_events events = keys_look(one->down, 1);
        presses += bits(events.pressed);
        longs += bits(events.pressed_long);
      }
      check(one->presses, presses, "presses, row %u of: %s", each, tables[at].name);
      check(one->longs, longs, "long presses, row %u of: %s", each, tables[at].name);
      check(one->stuck, keys_stuck(), "stuck, row %u of: %s", each, tables[at].name);
    }
  }
  return 0;
}
