// As much of an Arduino as the sketch in assets/firmware needs, for a compiler on a desk.
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <string>

enum { LOW = 0, HIGH = 1, INPUT = 0, OUTPUT = 1, INPUT_PULLUP = 2 };

extern int pins[32];
extern unsigned long nowMs;

inline void pinMode(uint8_t, uint8_t) {}
inline void digitalWrite(uint8_t pin, uint8_t level) { pins[pin] = level; }
inline int digitalRead(uint8_t pin) { return pins[pin]; }
inline unsigned long millis() { return nowMs; }

struct SerialStub {
  std::string in, out;
  void begin(unsigned long) {}
  int available() { return (int)in.size(); }
  int read() {
    int byte = (unsigned char)in[0];
    in.erase(0, 1);
    return byte;
  }
  void print(const char *text) { out += text; }
};
extern SerialStub Serial;
