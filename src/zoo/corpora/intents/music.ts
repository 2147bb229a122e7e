import type { Intent } from "./intent.ts";

export const music: Intent = {
  label: "play_music",
  shared: [
    "play {song}(| by {artist})",
    "play (some|something by) {artist}",
    "put on some {genre}",
    "play some {genre} (for {purpose}|now)",
  ],
  formal: [
    "could you (please |)play {song}(| by {artist})?",
    "I would like to (hear|listen to) {artist}",
    "please play some {genre} in the living room",
    "would you kindly put on {song}?",
    "may I hear the latest album by {artist}?",
    "please start {song} by {artist} at low volume",
  ],
  casual: [
    "can you put on {artist}",
    "I wanna hear {song}(| by {artist}) again",
    "play something like {artist}, I love them",
    "throw on some {genre}",
    "turn on {song} and turn it up",
    "gimme some {genre} for the kitchen",
  ],
  terse: [
    "play {artist}",
    "{song}, {artist}",
    "{genre}, shuffle",
    "music: {genre}",
    "play {song} next",
    "{artist}, newest album",
  ],
  paraphrase: [
    "I am in the mood for {genre}",
    "let's listen to {artist}",
    "it is too quiet here, some {genre} would be nice",
    "what does {song} by {artist} sound like? start it",
    "start with {song} and then more {genre}",
    "I haven't heard {artist} for ages, go ahead",
  ],
  heldOut: [
    "fill the room with {genre}",
    "let {artist} sing for us",
    "my ears want {song}",
    "entertain the guests with {genre}",
    "how about a bit of {artist} in the background",
    "crank up {song}",
  ],
};
