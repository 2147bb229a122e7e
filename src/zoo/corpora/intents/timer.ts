import type { Intent } from "./intent.ts";

export const timer: Intent = {
  label: "set_timer",
  shared: [
    "set a timer for {duration}(| for {cooking})",
    "start a {duration} timer",
    "timer for {cooking}, {duration}",
    "(start|begin) a countdown of {duration}",
  ],
  formal: [
    "could you (please |)start a timer for {duration}?",
    "please set a timer of {duration} for {cooking}",
    "I would like a countdown of {duration}(| for {cooking})",
    "would you kindly count down {duration}?",
    "please time {cooking} for exactly {duration}",
    "may I have a timer that ends in {duration}?",
  ],
  casual: [
    "can you do a timer for {cooking}, like {duration}",
    "{cooking} needs {duration}, start the timer",
    "gimme {duration} on the clock(| for {cooking})",
    "time me for {duration}(|, I'm doing {cooking})",
    "just put {duration} on the timer",
    "start counting, {duration} for {cooking}",
  ],
  terse: [
    "timer {duration}(|, {cooking})",
    "{duration} timer",
    "countdown {duration}",
    "{cooking}: {duration}",
    "timer, {cooking}, {duration}",
    "(another|second|new) timer {duration}",
  ],
  paraphrase: [
    "{cooking} should be done in {duration}, keep an eye on the clock",
    "beep when {duration} are over",
    "tell me once {duration} have passed(|, it is for {cooking})",
    "count {duration} down for {cooking}",
    "I have {duration} for {cooking}, start the clock",
    "let me know in {duration} that {cooking} can stop",
  ],
  heldOut: [
    "give me a shout in {duration} so {cooking} won't burn",
    "how about ringing after {duration}, starting now",
    "from now on measure {duration} for {cooking}",
    "I am putting {cooking} on, stop me after {duration}",
    "run the stopwatch backwards from {duration}",
    "{duration} and then make a noise for {cooking}",
  ],
};
