//! What can be wrong with an identifier.

use serde::{Deserialize, Serialize};

/// Why something is not the identifier it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Fault {
    /// Too few or too many characters.
    Length {
        /// How many there should be.
        expected: usize,
        /// How many there are (Unicode scalar values).
        got: usize,
    },
    /// More characters than fit.
    TooLong {
        /// How many fit.
        limit: usize,
        /// How many there are (Unicode scalar values).
        got: usize,
    },
    /// Characters that don't belong there.
    Characters,
    /// No such day in the calendar.
    BadDate,
    /// A day that is still to come.
    FutureDate,
    /// The check digit does not fit the others: a slip somewhere.
    CheckDigit,
    /// The check digit of the organisation code inside a USCC (GB 11714) does not fit.
    OrganisationCheckDigit,
    /// It does not begin as such a number does.
    Prefix,
    /// Not the form of such a thing.
    Form,
    /// An interpunct at an end, or two in a row.
    Dot,
    /// A number plate that begins with none of the provinces' short names.
    Province,
    /// Of the right form, but in no range known to be assigned: a warning, not an error.
    Unassigned,
    /// A region code that no list knows for the time in question: a warning, since
    /// lists have gaps.
    UnknownRegion,
    /// A card number whose last digit (Luhn) does not fit: a warning, since some
    /// issuers give numbers without one.
    CardCheckDigit,
    /// Private-use characters, which others may see as something else: a warning; they
    /// are kept as they were entered.
    PrivateUse,
}

impl Fault {
    /// The stable name, for messages: `length`, `characters`, `bad-date`, …
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Length { .. } | Self::TooLong { .. } => "length",
            Self::Characters => "characters",
            Self::BadDate => "bad-date",
            Self::FutureDate => "future-date",
            Self::CheckDigit => "check-digit",
            Self::OrganisationCheckDigit => "organisation-check-digit",
            Self::Prefix => "prefix",
            Self::Form => "form",
            Self::Dot => "dot",
            Self::Province => "province",
            Self::Unassigned => "unassigned",
            Self::UnknownRegion => "unknown-region",
            Self::CardCheckDigit => "card-check-digit",
            Self::PrivateUse => "private-use",
        }
    }

    /// Whether it only warns.
    #[must_use]
    pub fn is_warning(self) -> bool {
        matches!(
            self,
            Self::Unassigned | Self::UnknownRegion | Self::CardCheckDigit | Self::PrivateUse
        )
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.reason())
    }
}

impl std::error::Error for Fault {}
