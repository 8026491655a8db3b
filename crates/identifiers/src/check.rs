//! Check digits. All answer nothing where a character has no value.

/// Weights of the first 17 digits of an identity number, 2^(17-i) mod 11.
const MOD_11_2_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check character by remainder.
const MOD_11_2: [u8; 11] = *b"10X98765432";

/// ISO 7064 MOD 11-2 over the first 17 digits, as GB 11643 uses it.
pub(crate) fn mod_11_2(digits: &[u8]) -> Option<u8> {
    let mut sum = 0;
    for (digit, weight) in digits.iter().zip(MOD_11_2_WEIGHTS) {
        sum += value(*digit).filter(|v| *v <= 9)? * weight;
    }
    MOD_11_2.get((sum % 11) as usize).copied()
}

/// ICAO 9303: weights 7, 3, 1 over digits and letters (A = 10 … Z = 35), mod 10.
pub(crate) fn icao_9303(characters: &[u8]) -> Option<u8> {
    let mut sum = 0;
    for (c, weight) in characters.iter().zip([7, 3, 1].into_iter().cycle()) {
        sum += value(*c)? * weight;
    }
    b"0123456789".get((sum % 10) as usize).copied()
}

/// Luhn (ISO/IEC 7812-1): whether the last of these digits fits the others.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let once = u32::from(digit.wrapping_sub(b'0').min(9));
            if at % 2 == 0 {
                once
            } else {
                once * 2 / 10 + once * 2 % 10
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn value(c: u8) -> Option<u32> {
    char::from(c)
        .to_digit(36)
        .filter(|_| !c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers() {
        assert_eq!(mod_11_2(b"11010519491231002"), Some(b'X'));
        assert_eq!(mod_11_2(b"1101051949123100A"), None);
        // The specimen document of ICAO 9303 part 4.
        assert_eq!(icao_9303(b"L898902C3"), Some(b'6'));
        assert_eq!(icao_9303(b"740812"), Some(b'2'));
        assert_eq!(icao_9303(b"KAZ11009012310"), Some(b'5'));
        assert_eq!(icao_9303(b"l8"), None);
        // The example of ISO/IEC 7812-1 annex B, and one with a wrong digit.
        assert!(luhn(b"49927398716"));
        assert!(!luhn(b"49927398717"));
    }
}
