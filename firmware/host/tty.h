#ifndef FRONTA_HOST_TTY_H
#define FRONTA_HOST_TTY_H

/** Opens a serial line raw, 19,200 baud 8E1, or makes a pseudo-terminal when `path` is NULL. Ends the program with a line on trouble. */
int tty_open(const char *path);

#endif
