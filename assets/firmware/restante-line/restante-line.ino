// A door board for Restante: text lines as hardware/door-board/line/README.md describes them.
// Four locks; change the table below. Coils through a MOSFET or relay with a diode, never directly.

const uint8_t BOARD = 1;
const uint8_t LOCKS = 4;
// HIGH lets current flow.
const uint8_t COILS[LOCKS] = {2, 3, 4, 5};
// A contact to ground that is closed while the door is closed.
const uint8_t DOORS[LOCKS] = {6, 7, 8, 9};

const unsigned LONGEST_LINE = 96;
const uint32_t SHORTEST_PULSE_MS = 50;
const uint32_t LONGEST_PULSE_MS = 1000;
const uint8_t NO_LOCK = 255;

char heard[LONGEST_LINE];
unsigned heardLength = 0;
bool hearing = false;

uint8_t pulsing = NO_LOCK;
uint32_t pulseBegan = 0;
uint32_t pulseLasts = 0;

uint16_t checkOf(const char *text, unsigned length) {
  uint16_t crc = 0xFFFF;
  for (unsigned i = 0; i < length; i++) {
    crc ^= (uint8_t)text[i];
    for (uint8_t bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xA001 : crc >> 1;
  }
  return crc;
}

// `words` are without the check; it is added here.
void say(const char *words) {
  char line[LONGEST_LINE + 1];
  unsigned length = snprintf(line, sizeof line, "@%u %s ", (unsigned)BOARD, words);
  snprintf(line + length, sizeof line - length, "*%04X\n", (unsigned)checkOf(line, length));
  Serial.print(line);
}

// A decimal number without leading zeros; -1 where there is none, and `at` is then not to be used.
long numberAt(const char **at) {
  if (**at < '1' || **at > '9') return -1;
  long value = 0;
  for (uint8_t digits = 0; **at >= '0' && **at <= '9'; digits++, (*at)++) {
    if (digits == 5) return -1;
    value = value * 10 + (**at - '0');
  }
  return value;
}

bool skip(const char **at, const char *word) {
  size_t length = strlen(word);
  if (strncmp(*at, word, length) != 0) return false;
  *at += length;
  return true;
}

void sayDoors() {
  char words[7 + LOCKS] = "DOORS ";
  for (uint8_t i = 0; i < LOCKS; i++) words[6 + i] = digitalRead(DOORS[i]) == LOW ? '0' : '1';
  words[6 + LOCKS] = 0;
  say(words);
}

void unlock(long lock, long ms) {
  char words[24];
  const char *refused = 0;
  if (lock > LOCKS) refused = "LOCK";
  else if (ms < (long)SHORTEST_PULSE_MS || ms > (long)LONGEST_PULSE_MS) refused = "TIME";
  else if (pulsing != NO_LOCK) refused = "BUSY";
  if (refused) {
    snprintf(words, sizeof words, "NO %ld %s", lock, refused);
  } else {
    pulsing = (uint8_t)(lock - 1);
    pulseBegan = millis();
    pulseLasts = (uint32_t)ms;
    digitalWrite(COILS[pulsing], HIGH);
    snprintf(words, sizeof words, "OK %ld %ld", lock, ms);
  }
  say(words);
}

// The line without its end, closed by a zero. Whatever is not exactly right is answered by silence.
void obey(const char *line, unsigned length) {
  if (length < 8 || line[length - 5] != '*') return;
  char check[5];
  snprintf(check, sizeof check, "%04X", (unsigned)checkOf(line, length - 5));
  if (strcmp(check, line + length - 4) != 0) return;
  const char *at = line + 1;
  if (numberAt(&at) != BOARD) return;
  const char *end = line + length - 4;
  if (skip(&at, " DOORS? *")) {
    if (at == end) sayDoors();
    return;
  }
  if (!skip(&at, " UNLOCK ")) return;
  long lock = numberAt(&at);
  if (lock < 1 || !skip(&at, " ")) return;
  long ms = numberAt(&at);
  if (ms < 1 || !skip(&at, " *") || at != end) return;
  unlock(lock, ms);
}

void hear(char sign) {
  if (sign == '@') {
    hearing = true;
    heardLength = 0;
  }
  if (!hearing) return;
  if (sign == '\n') {
    hearing = false;
    heard[heardLength] = 0;
    obey(heard, heardLength);
  } else if (heardLength == LONGEST_LINE - 1) {
    hearing = false;
  } else {
    heard[heardLength++] = sign;
  }
}

void endPulse() {
  // Also right when the clock of the board wraps around.
  if (pulsing == NO_LOCK || (uint32_t)(millis() - pulseBegan) < pulseLasts) return;
  digitalWrite(COILS[pulsing], LOW);
  pulsing = NO_LOCK;
}

void setup() {
  for (uint8_t i = 0; i < LOCKS; i++) {
    digitalWrite(COILS[i], LOW);
    pinMode(COILS[i], OUTPUT);
    pinMode(DOORS[i], INPUT_PULLUP);
  }
  Serial.begin(115200);
}

void loop() {
  endPulse();
  while (Serial.available() > 0) {
    hear((char)Serial.read());
    endPulse();
  }
}
