/** What the tactile keypad stands on has a ring; a finger or a keyboard's own focus is another matter. */
export function ring(focus: string | null, stop: string): { readonly 'data-focused'?: true } {
  return focus === stop ? { 'data-focused': true } : {};
}
