/** @file Cities, roads, destinations and what the sky does. */
export const placeSlots = {
  city: [
    ...["Berlin", "Paris", "Chicago", "Nairobi", "Lisbon", "Osaka", "Toronto", "Cairo", "Madrid", "Oslo", "Lima"],
    ...["Boston", "Hamburg", "Mumbai", "Dublin", "Seattle", "Vienna", "Denver", "Seoul", "Athens", "Leeds", "Porto"],
    ...["Tallinn", "Bogota", "Helsinki", "Austin", "Naples", "Accra", "Zurich", "Manila"],
  ],
  road: [
    ...["the A7", "Main Street", "the ring road", "Highway 12", "the harbour bridge", "Route 66", "Park Avenue"],
    ...[
      "the northern bypass",
      "the M25",
      "Mill Road",
      "the airport road",
      "Exit 14",
      "the old tunnel",
      "Station Street",
    ],
    ...["the coastal road", "Highway 40", "the A31", "Queen Street", "the river bridge", "the east tunnel"],
  ],
  place: [
    ...[
      "the airport",
      "the central station",
      "the museum",
      "the beach",
      "my office",
      "the hospital",
      "the city library",
    ],
    ...[
      "the stadium",
      "the hardware store",
      "home",
      "the university",
      "the nearest pharmacy",
      "the harbour",
      "the zoo",
    ],
    ...["the town hall", "the swimming pool", "grandma's house", "the old castle", "the farmers market", "the gym"],
    ...[
      "the botanical garden",
      "the post office",
      "the concert hall",
      "the ice rink",
      "the lighthouse",
      "the car wash",
    ],
  ],
  sky: [
    ...["rain", "snow", "wind", "sunshine", "fog", "thunderstorms", "frost", "hail", "heavy clouds", "showers"],
    ...["a storm", "drizzle", "sleet", "a heatwave"],
  ],
} as const;
