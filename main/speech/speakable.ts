/**
 * Text that every engine can be given. Some of them take commands inside the text (control
 * characters, `[[phonemes]]`), read the names of pictures aloud, or stumble over invisible marks.
 */
export function speakable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/gu, ' ')
    .replace(/[\p{Cf}\u{FE0F}\u{20E3}]/gu, '')
    .replace(/[\p{Cc}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}[\]{}<>|\\^`~]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Letters, digits and plain punctuation, for an engine behind which a shell may stand. */
export function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{M}\p{N} .,:;!?'-]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[ '-]+/u, '')
    .trim();
}

/** How many things are to be said: a number is said digit by digit at worst. */
export interface Length {
  readonly words: number;
  /** Digits and signs that may be read by name, one by one. */
  readonly signs: number;
  readonly letters: number;
}

export function lengthOf(text: string): Length {
  return {
    words: text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)?.length ?? 0,
    signs: text.match(/[\p{N}\p{S}/@#%&*_-]/gu)?.length ?? 0,
    letters: text.match(/\p{L}/gu)?.length ?? 0,
  };
}
