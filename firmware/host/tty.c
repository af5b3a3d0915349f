#include "tty.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static void die(const char *what, const char *path) {
  fprintf(stderr, "%s %s: %s\n", what, path, strerror(errno));
  exit(1);
}

static void make_raw(int line, const char *path) {
  struct termios settings;
  if (tcgetattr(line, &settings) != 0) die("no serial line:", path);
  cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD | PARENB;
  cfsetspeed(&settings, B19200);
  /* A pseudo-terminal knows no parity; that is no reason not to use it. */
  if (tcsetattr(line, TCSANOW, &settings) != 0 && errno != EINVAL) die("cannot set up", path);
}

/** The other end's path is printed; it is kept open here, so that masters may come and go. */
static int make_pair(void) {
  int line = posix_openpt(O_RDWR | O_NOCTTY);
  if (line < 0 || grantpt(line) != 0 || unlockpt(line) != 0) die("cannot make", "a pseudo-terminal");
  const char *path = ptsname(line);
  int other = open(path, O_RDWR | O_NOCTTY);
  if (other < 0) die("cannot open", path);
  make_raw(other, path);
  printf("line %s\n", path);
  return line;
}

int tty_open(const char *path) {
  int line = path == NULL ? make_pair() : open(path, O_RDWR | O_NOCTTY);
  if (line < 0) die("cannot open", path);
  if (path != NULL) make_raw(line, path);
  fcntl(line, F_SETFL, fcntl(line, F_GETFL) | O_NONBLOCK);
  return line;
}
