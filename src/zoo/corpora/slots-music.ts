/** @file Songs, artists, playlists (all invented) and kinds of music. */
export const musicSlots = {
  song: [
    ...["Paper Boats", "Hold the Line Home", "Silver Morning", "Northbound", "Glass Garden", "Slow Lightning"],
    ...["Ten Past Summer", "The Quiet Mile", "Rainy Window", "Salt and Gravel", "Coming Up for Air", "Old Radio"],
    ...["Dance Until Tuesday", "Velvet Road", "Call Me Later", "Marigold", "Half a Moon", "Kitchen Lights"],
    ...["Everything Is Weather", "Wild Honey Street", "Fences", "Last Bus to Nowhere", "Copper Sky", "Seven Doors"],
  ],
  artist: [
    ...[
      "the Paper Lanterns",
      "Mira Vale",
      "Night Ferry",
      "the Sundays Off",
      "Otto Blum",
      "Lena Harrow",
      "Tin Orchestra",
    ],
    ...[
      "the Velvet Foxes",
      "DJ Cobalt",
      "Juno Park",
      "the Harbour Boys",
      "Cassia Moon",
      "Low Tide Choir",
      "Iron Daisy",
    ],
    ...["the Long Weekend", "Sami Oak", "Pale Giants", "Ruby Anders", "the Postcards", "Milo and the Maps"],
    ...["Wooden Satellite", "the Lemon Trees", "Ada Winter", "Quiet Machines"],
  ],
  genre: [
    ...["jazz", "classical music", "hip hop", "folk", "rock", "techno", "blues", "reggae", "country", "soul", "pop"],
    ...["film music", "ambient music", "swing", "piano music", "metal", "flamenco", "bossa nova", "synth pop", "opera"],
  ],
  playlist: [
    ...["Morning Run", "Road Trip", "Chill Evening", "Focus", "Party Mix", "Sunday Brunch", "Rainy Days", "Workout"],
    ...["Sleep Well", "Kitchen Dance", "Summer Hits", "Old Favourites", "Study Time", "Date Night", "Long Drive"],
    ...["Deep Work", "Campfire", "First Coffee", "Winter Walks", "Balcony Nights", "Late Shift", "Throwback"],
  ],
} as const;
