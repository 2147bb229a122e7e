import type { Intent } from "./intent.ts";

export const playlist: Intent = {
  label: "add_to_playlist",
  shared: [
    "add {song} to (my|the) {playlist} playlist",
    "add {artist} to {playlist}",
    "put {song} by {artist} on my {playlist} playlist",
    "add this song to (the playlist |){playlist}",
  ],
  formal: [
    "could you (please |)add {song} to my playlist {playlist}?",
    "I would like {artist} to be included in {playlist}",
    "please include {song} by {artist} in the {playlist} playlist",
    "would you kindly add this album by {artist} to {playlist}?",
    "please append {song} to the list named {playlist}",
    "may I have {song} added to {playlist}?",
  ],
  casual: [
    "stick {song} on my {playlist} playlist",
    "this one is great, add it to {playlist}",
    "can you put {artist} in {playlist}",
    "{playlist} needs more {artist}, add some",
    "throw {song} into {playlist}",
    "add that tune by {artist} to my {playlist} list",
  ],
  terse: [
    "add {song}, {playlist}",
    "{song} to {playlist}",
    "playlist {playlist}: add {artist}",
    "{playlist} + {song}",
    "add {artist} - {song} - {playlist}",
    "{playlist}, new track: {song}",
  ],
  paraphrase: [
    "save {song} in {playlist}",
    "{song} belongs on {playlist}",
    "keep this track by {artist} for {playlist}",
    "I want to find {song} in {playlist} later",
    "{playlist} isn't complete without {artist}",
    "let {artist} be part of my {playlist} playlist",
  ],
  heldOut: [
    "make {song} the next entry of {playlist}",
    "{playlist} could use a bit of {artist}",
    "collect everything by {artist} under {playlist}",
    "my {playlist} mix is missing {song}",
    "file this tune away with {playlist}",
    "why is {song} not in {playlist} yet? change that",
  ],
};
