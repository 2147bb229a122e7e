import type { Intent } from "./intent.ts";

export const route: Intent = {
  label: "get_route",
  shared: [
    "how do I get to {place}?",
    "show me the way to {place}(| in {city})",
    "directions to {place}(| from {place})",
    "navigate to {place}",
  ],
  formal: [
    "could you (please |)give me directions to {place}?",
    "I would like to know the best route to {place}(| via {road})",
    "please guide me from {place} to {place}",
    "would you kindly plan a route to {city} that avoids {road}?",
    "may I ask how far it is to {place}?",
    "please calculate the shortest way to {place} in {city}",
  ],
  casual: [
    "how do I get to {place} from here",
    "take me to {place}(|, not over {road})",
    "I'm lost, where is {place}",
    "what's the quickest way to {place}",
    "get me to {place} by {time}",
    "we're going to {city} {day}, how do we drive",
  ],
  terse: [
    "route {place}",
    "way to {place}",
    "{place} to {place}, fastest",
    "nav {city}(|, avoid {road})",
    "directions: {place}(|, {city})",
    "route to {city} via {road}",
  ],
  paraphrase: [
    "which bus goes to {place}(| {day})?",
    "do I turn left or right to reach {place}?",
    "can I walk to {place} or is it too far?",
    "I have to be at {place} at {time}, which way do I go?",
    "lead us to {place} without {road}",
    "which exit do I take for {place}?",
  ],
  heldOut: [
    "I am standing at {place} and want to end up at {place}",
    "where do I have to go for {place}?",
    "bring up the map, we are driving to {city}",
    "is there a path to {place} that bikes can use?",
    "how many kilometres are left to {city}?",
    "what do I take to {place}, the tram or the train?",
  ],
};
