import type { Intent } from "./intent.ts";

export const traffic: Intent = {
  label: "get_traffic",
  shared: [
    "how is the traffic on {road}(| {day})?",
    "is there a traffic jam on {road}?",
    "traffic report for {road}",
    "are there any accidents (on {road}|near {place})?",
  ],
  formal: [
    "could you (please |)tell me how the traffic is on {road}?",
    "I would like to know about delays on the way to {place}",
    "please check whether {road} is congested(| {day})",
    "would you kindly report any road works on {road}?",
    "may I ask whether there is heavy traffic near {place}?",
    "please inform me about the traffic situation in {city}",
  ],
  casual: [
    "how bad is {road} right now",
    "is {road} jammed again",
    "any traffic on the way to {place}",
    "am I gonna be stuck on {road} {day}",
    "is there a crash on {road} or why is nobody moving",
    "what's traffic like around {place}",
  ],
  terse: [
    "traffic {road}(| {day})",
    "jams {city}?",
    "{road}: delays?",
    "delays to {place}",
    "road works {road}",
    "{road} clear at {time}?",
  ],
  paraphrase: [
    "will {road} be full {day} at {time}?",
    "does {road} flow (again|at the moment)?",
    "how long do cars have to wait on {road}?",
    "why is everybody standing still near {place}?",
    "is {road} closed {day}?",
    "how much longer does the drive to {place} take because of the jam?",
  ],
  heldOut: [
    "are the cars moving on {road}?",
    "can I get through {road} without standing in a queue?",
    "is rush hour over in {city}?",
    "has the accident close to {place} been cleared?",
    "is everybody crawling along {road} {day} as usual?",
    "how busy are the streets around {place}?",
  ],
};
