#ifndef FRONTA_CHECK_H
#define FRONTA_CHECK_H

#include <stdio.h>
#include <stdlib.h>

/* A row of a table that does not hold ends the program with what was wanted and what came. */

#define check(wanted, got, ...) check_at(__FILE__, __LINE__, (long)(wanted), (long)(got), __VA_ARGS__)

#define check_at(file, line, wanted, got, ...)                              \
  do {                                                                      \
    if ((wanted) != (got)) {                                                \
      fprintf(stderr, "%s:%d: wanted %ld, got %ld: ", file, line, wanted, got); \
      fprintf(stderr, __VA_ARGS__);                                         \
      fputc('\n', stderr);                                                  \
      exit(1);                                                              \
    }                                                                       \
  } while (0)

#define rows_of(table) (sizeof(table) / sizeof((table)[0]))

#endif
