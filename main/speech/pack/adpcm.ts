/**
 * IMA ADPCM: four bits for a sample, so that the prompts of a language fit into a few megabytes.
 * Integers only, so every machine makes the same bytes. Document: IMA Recommended Practices for
 * Enhancing Digital Audio Compatibility, 1992; here one stream without blocks, starting at zero.
 */
// prettier-ignore
const STEPS: readonly number[] = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45,
  50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307,
  337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707,
  1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845,
  8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794,
  32767,
];
const LARGEST_INDEX = 88;
const INDEX_MOVES = [-1, -1, -1, -1, 2, 4, 6, 8];
const LOWEST = -32_768;
const HIGHEST = 32_767;

export function packSamples(pcm: Int16Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(pcm.length / 2));
  const next = predictor();
  for (let i = 0; i < pcm.length; i += 1) {
    const { value, step } = next;
    const distance = Math.abs((pcm[i] ?? 0) - value);
    const size = Math.min(7, Math.floor((distance * 4) / step));
    const nibble = size | ((pcm[i] ?? 0) < value ? 8 : 0);
    packed[i >> 1] = (packed[i >> 1] ?? 0) | (nibble << (i % 2 === 0 ? 0 : 4));
    next.take(nibble);
  }
  return packed;
}

export function unpackSamples(packed: Uint8Array, count: number): Int16Array {
  const pcm = new Int16Array(count);
  const next = predictor();
  for (let i = 0; i < count; i += 1) {
    next.take(((packed[i >> 1] ?? 0) >> (i % 2 === 0 ? 0 : 4)) & 15);
    pcm[i] = next.value;
  }
  return pcm;
}

interface Predictor {
  value: number;
  step: number;
  take(nibble: number): void;
}

function predictor(): Predictor {
  let index = 0;
  const self: Predictor = {
    value: 0,
    step: STEPS[0] ?? 7,
    take(nibble) {
      const size = nibble & 7;
      const { step } = self;
      let change = step >> 3;
      if (size & 4) change += step;
      if (size & 2) change += step >> 1;
      if (size & 1) change += step >> 2;
      const moved = nibble & 8 ? self.value - change : self.value + change;
      self.value = Math.max(LOWEST, Math.min(HIGHEST, moved));
      index = Math.max(0, Math.min(LARGEST_INDEX, index + (INDEX_MOVES[size] ?? 0)));
      self.step = STEPS[index] ?? 7;
    },
  };
  return self;
}
