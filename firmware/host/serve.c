/*
 * A counter unit or keypad on a serial line of this machine, or on a pseudo-terminal of its own. README.md says how it is used.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../unit/frame.h"
#include "../unit/map.h"
#include "../unit/memory.h"
#include "../unit/registers.h"
#include "../unit/segments.h"
#include "../unit/unit.h"
#include "board.h"
#include "fingers.h"
#include "tty.h"

/* A pseudo-terminal knows no characters' time: a pause this long ends a frame. */
#define QUIET_MS 5
#define QUIET_MS_MAX 1000
/* As the chip's watchdog. */
#define HUNG_MS 500
#define LINE_MAX_BYTES 256

static const char *eeprom_path;
static int line;
static uint64_t heard_ms;
static bool hearing;
static unsigned quiet_ms = QUIET_MS;
/* Words from standard input that are not yet a line. */
static char told[128];
static unsigned told_count;

static void usage(const char *program) {
  fprintf(stderr,
          "usage: %s [--address N] [--eeprom FILE] [--quiet MS] [LINE]\n"
          "LINE is a serial line; without one a pseudo-terminal is made and its path printed.\n",
          program);
  exit(2);
}

static uint64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void load_eeprom(void) {
  FILE *file = eeprom_path == NULL ? NULL : fopen(eeprom_path, "rb");
  if (file == NULL) return;
  if (fread(board.eeprom, 1, sizeof board.eeprom, file) != sizeof board.eeprom) memset(board.eeprom, 0xFF, sizeof board.eeprom);
  fclose(file);
}

static void save_eeprom(void) {
  static uint8_t saved[BOARD_EEPROM];
  if (eeprom_path == NULL || memcmp(saved, board.eeprom, sizeof saved) == 0) return;
  memcpy(saved, board.eeprom, sizeof saved);
  FILE *file = fopen(eeprom_path, "wb");
  if (file == NULL || fwrite(saved, 1, sizeof saved, file) != sizeof saved || fclose(file) != 0) {
    fprintf(stderr, "cannot write %s: %s\n", eeprom_path, strerror(errno));
    exit(1);
  }
}

static void hear(uint64_t ms) {
  uint8_t bytes[LINE_MAX_BYTES];
  ssize_t count = read(line, bytes, sizeof bytes);
  if (count < 0 && errno != EAGAIN && errno != EINTR) {
    fprintf(stderr, "the line is gone: %s\n", strerror(errno));
    exit(1);
  }
  for (ssize_t at = 0; at < count; at++) frame_hear(bytes[at], false);
  if (count > 0) {
    heard_ms = ms;
    hearing = true;
  } else if (hearing && ms - heard_ms >= quiet_ms) {
    hearing = false;
    frame_quiet();
  }
}

static void answer(void) {
  if (!board.sending) return;
  for (uint8_t at = 0; at < board.sent_count;) {
    ssize_t count = write(line, board.sent + at, board.sent_count - at);
    if (count > 0) at += (uint8_t)count;
    /* Nobody reads at the other end: a wire would let the bytes go. */
    else if (errno != EINTR) break;
  }
  board.sending = false;
}

static void listen_to_fingers(void) {
  ssize_t count = read(STDIN_FILENO, told + told_count, sizeof told - 1 - told_count);
  if (count > 0) told_count += (unsigned)count;
  told[told_count] = 0;
  for (char *end; (end = strchr(told, '\n')) != NULL;) {
    *end = 0;
    if (!fingers_told(told)) fprintf(stderr, "not understood: %s\n", told);
    told_count -= (unsigned)(end + 1 - told);
    memmove(told, end + 1, told_count + 1);
  }
  if (told_count == sizeof told - 1) told_count = 0;
}

static char character_of(uint8_t segments) {
  if (segments == 0) return ' ';
  for (char shown = '-'; shown <= 'Z'; shown++)
    if (segments_of((uint8_t)shown) == segments) return shown;
  return '?';
}

/** Tells every change of what people see and hear; the dark half of a blink is no change. */
static void tell(void) {
  static char last[32];
  static bool sounded;
  char now[32], shown[DISPLAY_DIGITS + 1] = {0};
  bool dark = true;
  for (uint8_t place = 0; place < DISPLAY_DIGITS; place++) {
    shown[place] = character_of(board.digits[place]);
    if (board.digits[place] != 0) dark = false;
  }
  snprintf(now, sizeof now, "display \"%s\" %u lamp %u", shown, map_holding(HOLDING_BLINK), map_holding(HOLDING_LAMP));
  if (strcmp(now, last) != 0 && !(dark && map_holding(HOLDING_BLINK) != BLINK_STEADY)) {
    strcpy(last, now);
    puts(now);
  }
  if (board.buzzer && !sounded) puts("beep");
  sounded = board.buzzer;
}

static void live(void) {
  uint64_t began_ms = now_ms(), fed_ms = began_ms, looked_ms = began_ms;
  uint32_t fed = board.fed;
  struct pollfd waits[] = {{line, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
  for (;;) {
    poll(waits, waits[1].fd < 0 ? 1 : 2, 1);
    uint64_t ms = now_ms();
    hear(ms);
    if (waits[1].revents & POLLIN) listen_to_fingers();
    else if (waits[1].revents & (POLLHUP | POLLERR | POLLNVAL)) waits[1].fd = -1;
    board.ms = (uint16_t)(ms - began_ms);
    board.keys = fingers_down((uint16_t)(ms - looked_ms));
    looked_ms = ms;
    unit_go_round();
    answer();
    save_eeprom();
    tell();
    if (board.fed != fed) fed_ms = ms;
    fed = board.fed;
    if (ms - fed_ms > HUNG_MS) {
      fprintf(stderr, "the watchdog was not fed\n");
      exit(3);
    }
  }
}

int main(int count, char **words) {
  const char *path = NULL;
  int address = 0;
  for (int at = 1; at < count; at++) {
    bool has_value = at + 1 < count;
    if (strcmp(words[at], "--address") == 0 && has_value) address = atoi(words[++at]);
    else if (strcmp(words[at], "--eeprom") == 0 && has_value) eeprom_path = words[++at];
    else if (strcmp(words[at], "--quiet") == 0 && has_value) quiet_ms = (unsigned)atoi(words[++at]);
    else if (words[at][0] != '-' && path == NULL) path = words[at];
    else usage(words[0]);
  }
  if (address < 0 || address > ADDRESS_MAX || quiet_ms < 1 || quiet_ms > QUIET_MS_MAX) usage(words[0]);
  setvbuf(stdout, NULL, _IOLBF, 0);
  line = tty_open(path);
  fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
  board_blank();
  load_eeprom();
  unit_start();
  if (address != 0) memory_keep_address((uint8_t)address);
  printf("address %u, boot %u\n", memory_address(), memory_boots());
  live();
}
