import type { Intent } from "./intent.ts";

export const message: Intent = {
  label: "send_message",
  shared: [
    "send a message to {person}(| saying {content})",
    "text {person} that {content}",
    "tell {person} that {content}",
    "message {person}: {content}",
  ],
  formal: [
    "could you (please |)send {person} a message saying that {content}?",
    "please inform {person} that {content}",
    "I would like to write to {person} that {content}",
    "would you kindly let {person} know that {content}?",
    "please send the following to {person}: {content}",
    "may I dictate a message to {person}?",
  ],
  casual: [
    "text {person} {content}",
    "can you tell {person} {content}",
    "shoot {person} a text, {content}",
    "write {person} that {content} and add a smiley",
    "let {person} know {content}",
    "hit up {person} and say {content}",
  ],
  terse: [
    "msg {person}: {content}",
    "sms {person}, {content}",
    "{person}: {content}, send",
    "text to {person}: {content}",
    "reply {person}: {content}",
    "message {person} {day}: {content}",
  ],
  paraphrase: [
    "{person} should know that {content}",
    "drop {person} a line: {content}",
    "answer {person} with {content}",
    "pass on to {person} that {content}",
    "write to {person} and ask about {day}",
    "say {content} to {person} in the chat",
  ],
  heldOut: [
    "can {person} find out from me that {content}",
    "put {content} in a note and forward it to {person}",
    "{person} is waiting for news, type {content}",
    "respond to what {person} wrote: {content}",
    "fire off a quick {content} to {person}",
    "spread the word to {person}: {content}",
  ],
};
