import type { Intent } from "./intent.ts";

export const alarm: Intent = {
  label: "set_alarm",
  shared: [
    "set an alarm for {time}(| {day})",
    "wake me (up |)at {time}(| {day})",
    "(set|make) (an|my) alarm {day} at {time}(| for {purpose})",
    "alarm at {time}, I have {purpose}",
  ],
  formal: [
    "could you (please |)set an alarm for {time}(| {day})?",
    "I would like to be woken at {time}(| {day})( because of {purpose}|)",
    "please (schedule|arrange) (an alarm|a wake-up call) for {time}(| {day})",
    "would you kindly wake me at {time} (for {purpose}|{day})?",
    "I have to rise at {time} for {purpose}, so please set the alarm",
    "may I ask you to change my alarm {day} to {time}?",
  ],
  casual: [
    "can you wake me up (at|around) {time}(| {day})",
    "gotta get up at {time} (for {purpose}|{day}), set (an|the) alarm",
    "I need an alarm for {time} {day}, I always oversleep",
    "alarm for {time} please, going to {purpose} {day}",
    "don't let me miss {purpose}, wake me at {time}",
    "put my alarm on {time}(| {day}) and make it loud",
  ],
  terse: [
    "alarm {time}(| {day})",
    "wake-up {time}(| for {purpose})",
    "(new|extra|one more) alarm, {day}, {time}",
    "{purpose} {day}, alarm {time}",
    "move the alarm to {time}",
    "alarm: {time}. reason: {purpose}",
  ],
  paraphrase: [
    "I want to be awake by {time}(| {day}) because I have {purpose}",
    "{purpose} starts early {day}, ring me out of bed at {time}",
    "get me up (at|by) {time}(| {day})",
    "can the bell go off at {time} {day}(| so that I make it to {purpose})?",
    "I have to be up for {purpose} at {time}",
    "let it ring at {time}(| {day}) until I get up",
  ],
  heldOut: [
    "make sure I am not asleep after {time} {day}",
    "I can't sleep past {time} {day}",
    "I must be out of bed by {time}, {purpose} is waiting",
    "start beeping next to my pillow at {time}",
    "rouse me for {purpose}, {time} is early enough",
    "my eyes have to open at {time} {day}",
  ],
};
