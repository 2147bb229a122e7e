import type { Intent } from "./intent.ts";

export const call: Intent = {
  label: "make_call",
  shared: [
    "call {person}(| on speaker)",
    "call {person} (now|back)",
    "(make|start) a (phone |video |)call to {person}",
    "phone {person}(| at {place})",
  ],
  formal: [
    "could you (please |)call {person} for me?",
    "I would like to speak to {person}",
    "please connect me with {person}(| at {place})",
    "would you kindly dial the number of {person}?",
    "please place a call to {person} at {time}",
    "may I talk to {person} by telephone?",
  ],
  casual: [
    "can you ring {person}",
    "give {person} a call",
    "get {person} on the phone",
    "I gotta talk to {person}, call them",
    "facetime {person}(| when it's {time})",
    "call {person}, it's about {day}",
  ],
  terse: [
    "dial {person}",
    "call: {person}",
    "{person}, phone, speaker",
    "redial {person}",
    "video call {person}",
    "phone {person} {time}",
  ],
  paraphrase: [
    "I want to hear the voice of {person}",
    "try the mobile of {person}",
    "put me through to {person}",
    "I missed {person}, return the call",
    "see if {person} picks up",
    "ring {person} up and put it on speaker",
  ],
  heldOut: [
    "is {person} free for a chat on the line?",
    "let the phone of {person} ring",
    "I need a quick word with {person}, tap the green button",
    "get hold of {person} by voice",
    "hook me up with the number of {person}",
    "open the line to {person} at {place}",
  ],
};
