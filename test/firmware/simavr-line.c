/*
 * An image on simavr's ATmega328P, in step with this machine's clock, its UART on a pseudo-terminal whose path is printed.
 * A second opinion beside avr8js: another simulator, another UART, a real terminal.
 */
#include <simavr/avr_uart.h>
#include <simavr/parts/uart_pty.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_hex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HERTZ 16000000
#define STEP_NS 500000

static uart_pty_t line;

static uint64_t microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

int main(int count, char **words) {
  if (count != 2) return fprintf(stderr, "usage: %s IMAGE.hex\n", words[0]), 2;
  uint32_t size = 0, base = 0;
  uint8_t *image = read_ihex_file(words[1], &size, &base);
  avr_t *chip = avr_make_mcu_by_name("atmega328p");
  if (image == NULL || chip == NULL) return fprintf(stderr, "no image or no such chip\n"), 1;
  avr_init(chip);
  chip->frequency = HERTZ;
  memcpy(chip->flash + base, image, size);
  chip->codeend = chip->flashend;

  /* Neither onto standard output, nor asleep while the firmware polls. */
  uint32_t flags = 0;
  avr_ioctl(chip, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
  flags &= ~(uint32_t)(AVR_UART_FLAG_STDIO | AVR_UART_FLAG_POLL_SLEEP);
  avr_ioctl(chip, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  uart_pty_init(chip, &line);
  uart_pty_connect(&line, '0');
  printf("line %s\n", line.pty.slavename);
  fflush(stdout);

  for (uint64_t began = microseconds();;) {
    uint64_t wanted = (microseconds() - began) * (HERTZ / 1000000);
    while (chip->cycle < wanted) {
      int state = avr_run(chip);
      if (state == cpu_Done || state == cpu_Crashed) return fprintf(stderr, "the chip stopped\n"), 1;
    }
    nanosleep(&(struct timespec){0, STEP_NS}, NULL);
  }
}
