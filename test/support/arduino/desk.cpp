// Runs the sketch with bytes from standard input. Each line of input is one step:
//   > TEXT     these bytes come in, followed by a line feed
//   wait MS    time passes
//   door N V   the pin of a door contact reads V
// and is answered by one line: what the board sent (or -), a bar, the pins 2 to 5.
#include "Arduino.h"
#include <stdlib.h>

int pins[32];
unsigned long nowMs = 0xFFFFFF00ul;
SerialStub Serial;

#include SKETCH

int main() {
  for (int i = 0; i < 32; i++) pins[i] = i >= 6 ? LOW : HIGH;
  setup();
  char step[4096];
  while (fgets(step, sizeof step, stdin)) {
    if (strncmp(step, "> ", 2) == 0) Serial.in += step + 2;
    if (strncmp(step, "wait ", 5) == 0) nowMs = (nowMs + strtoul(step + 5, 0, 10)) & 0xFFFFFFFFul;
    if (strncmp(step, "door ", 5) == 0) pins[atoi(step + 5)] = atoi(step + 7);
    loop();
    std::string said = Serial.out.empty() ? "-\n" : Serial.out;
    Serial.out.clear();
    said.pop_back();
    printf("%s|%d%d%d%d\n", said.c_str(), pins[2], pins[3], pins[4], pins[5]);
  }
  return 0;
}
