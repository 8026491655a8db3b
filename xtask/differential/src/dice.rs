//! Decisions out of a number, the same on every machine.

/// SplitMix64.
pub struct Dice(u64);

impl Dice {
    /// For the case of a kind and number.
    pub fn new(kind: &str, number: u32) -> Self {
        let seed = kind.bytes().fold(u64::from(number), |seed, byte| {
            seed.wrapping_mul(0x0100_0000_01B3) ^ u64::from(byte)
        });
        let mut dice = Self(seed);
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to `limit`, itself left out.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = limit.max(1) as u64;
        (self.next() % limit) as usize
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of a list.
    pub fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list.get(self.below(list.len()))
            .copied()
            .unwrap_or_default()
    }

    /// Up to `most` characters of an alphabet.
    pub fn text(&mut self, alphabet: &[&str], most: usize) -> String {
        let length = self.below(most.saturating_add(1));
        (0..length).map(|_| self.of(alphabet)).collect()
    }

    /// A text with a slip in it: a character more, less, or another one.
    pub fn slip(&mut self, text: &str, alphabet: &[&str]) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        let at = self.below(characters.len());
        let other = self.of(alphabet).chars().next().unwrap_or('?');
        match (self.below(3), characters.get_mut(at)) {
            (0, Some(_)) => drop(characters.remove(at)),
            (1, Some(place)) => *place = other,
            _ => characters.insert(at, other),
        }
        characters.into_iter().collect()
    }
}
