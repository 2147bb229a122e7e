import type { Intent } from "./intent.ts";

export const reminder: Intent = {
  label: "set_reminder",
  shared: [
    "remind me to {chore}(| {day})",
    "set a reminder to {chore} at {time}",
    "(add|create) a reminder {day}: {chore}",
    "reminder to {chore}(| {day})(| at {time})",
  ],
  formal: [
    "could you (please |)remind me to {chore} {day}?",
    "I would like a reminder to {chore}(| at {time})",
    "please see to it that I remember to {chore}(| {day})",
    "would you kindly remind me {day} at {time} to {chore}?",
    "please make a note that I have to {chore} {day}",
    "may I ask you to remind me at {time} to {chore}?",
  ],
  casual: [
    "can you remind me to {chore}(| {day}), I keep forgetting",
    "I forgot to {chore} again, remind me {day}",
    "bug me (about it |){day}: {chore}",
    "remind me at {time} that I have to {chore}",
    "gotta {chore} {day}, don't let me forget",
    "ping me {day} to {chore}",
  ],
  terse: [
    "reminder: {chore}(|, {day})",
    "remind {day} {time}: {chore}",
    "{day}: {chore}, remind me",
    "to do {day}: {chore}",
    "note: {chore} at {time}",
    "don't forget: {chore}(|, {day})",
  ],
  paraphrase: [
    "I must not forget to {chore} {day}",
    "make sure that I {chore} {day}",
    "when it is {time} tell me to {chore}",
    "put {chore} on my list for {day}",
    "I have to {chore} {day}, jog my memory",
    "give me a nudge at {time} to {chore}",
  ],
  heldOut: [
    "it would be bad if I didn't {chore} {day}, so help me think of it",
    "keep in mind for me that I should {chore}",
    "poke me around {time}, I still need to {chore}",
    "my head is full, hold on to this for {day}: {chore}",
    "someone has to {chore} {day} and I will not think of it alone",
    "bring up {day} that I wanted to {chore}",
  ],
};
