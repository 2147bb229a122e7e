/** @file A byte-level tokenizer in the Hugging Face format: 256 bytes, a few merges, a few special tokens. */

/** GPT-2's printable stand-ins for the 256 bytes. */
function byteCharacters(): string[] {
  const printable = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : next++));
}

const specials = ["<|end|>", "<gen>", "<cls>", "<lab>", "<set_alarm>", "<play_music>"];
const merges = ["s e", "se t", "Ġ a", "p l", "a y"];

export function scriptedTokenizer(chatTemplate?: string) {
  const pieces = [...specials, ...byteCharacters(), ...merges.map((merge) => merge.replace(" ", ""))];
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: true };
  return {
    tokenizer: {
      added_tokens: specials.map((content, id) => ({ id, content, special: true, normalized: false })),
      normalizer: null,
      pre_tokenizer: byteLevel,
      post_processor: null,
      decoder: byteLevel,
      model: { type: "BPE", vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])), merges },
    },
    tokenizerConfig: {
      tokenizer_class: "GPT2Tokenizer",
      eos_token: "<|end|>",
      ...(chatTemplate !== undefined && { chat_template: chatTemplate }),
    },
  };
}

export const scriptedTokens = {
  family: "scripted",
  controls: { gen: 1, cls: 2, lab: 3 },
  labels: { set_alarm: 4, play_music: 5 },
};

export const scriptedVocabulary = specials.length + 256 + merges.length;
