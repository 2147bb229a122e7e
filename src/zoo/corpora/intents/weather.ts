import type { Intent } from "./intent.ts";

export const weather: Intent = {
  label: "get_weather",
  shared: [
    "what is the weather (like |)in {city}(| {day})?",
    "will there be {sky} in {city} {day}?",
    "weather forecast for {city}(| {day})",
    "is {sky} expected {day}(| in {city})?",
  ],
  formal: [
    "could you (please |)tell me the weather in {city}(| {day})?",
    "I would like to know if {sky} is likely {day}",
    "please give me the forecast for {city} {day}",
    "may I ask what temperatures are expected in {city}(| {day})?",
    "would you kindly check whether there will be {sky} in {city}?",
    "what are the conditions outdoors in {city} {day}?",
  ],
  casual: [
    "is it gonna be cold {day} in {city}",
    "how hot is it in {city} (right now|{day})",
    "what's it like outside in {city}, any {sky}",
    "do I need a jacket {day}(| in {city})",
    "tell me there's no {sky} {day}",
    "what's the weather doing in {city}",
  ],
  terse: [
    "weather {city}(| {day})",
    "forecast {day}, {city}",
    "{sky} in {city} {day}?",
    "temperature {city}(| at {time})",
    "{city} {day}: {sky}?",
    "degrees {city} now",
  ],
  paraphrase: [
    "should I take an umbrella to {city} {day}?",
    "we want to have a picnic {day}, any {sky}?",
    "how many degrees will it be in {city} {day}?",
    "does it look like {sky} (in {city}|{day})?",
    "am I going to get wet in {city} {day}?",
    "can I hang the washing out {day} or is there {sky}?",
  ],
  heldOut: [
    "what should I wear in {city} {day}, sandals or boots?",
    "what does the sky over {city} have for us {day}?",
    "I am thinking of a barbecue {day}, will it stay dry?",
    "are there clouds above {city} at the moment?",
    "sun cream or raincoat for {city} {day}?",
    "is {sky} on its way to {city}?",
  ],
};
