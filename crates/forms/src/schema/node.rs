//! The compiled form: schemas are nodes in one list, and refer to each other by number.

use serde_json::{Number, Value};

use super::{format::Format, number::Decimal};

/// For a dynamic anchor: resources that have it, and its node in each.
pub(crate) type Candidates = Vec<(u32, u32)>;

/// The schema `true`.
pub(crate) const TRUE: u32 = 0;
/// The schema `false`.
pub(crate) const FALSE: u32 = 1;

/// One schema.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// In the order they are judged; `unevaluated*` stand last.
    pub checks: Box<[Check]>,
    /// The schema resource it belongs to: what dynamic references look for.
    pub resource: u32,
    /// Whether it has `unevaluated*`.
    pub tracks: bool,
}

/// Bits of `type`.
pub(super) mod kind {
    pub(in super::super) const NULL: u8 = 1;
    pub(in super::super) const BOOLEAN: u8 = 2;
    pub(in super::super) const OBJECT: u8 = 4;
    pub(in super::super) const ARRAY: u8 = 8;
    pub(in super::super) const NUMBER: u8 = 16;
    pub(in super::super) const STRING: u8 = 32;
    pub(in super::super) const INTEGER: u8 = 64;
    /// Their names, in the order of the bits.
    pub(in super::super) const NAMES: [&str; 7] = [
        "null", "boolean", "object", "array", "number", "string", "integer",
    ];
}

/// Bounds of numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    Minimum,
    Maximum,
    ExclusiveMinimum,
    ExclusiveMaximum,
    MultipleOf,
}

/// Bounds of lengths and counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    MinLength,
    MaxLength,
    MinItems,
    MaxItems,
    MinProperties,
    MaxProperties,
}

/// Names of properties.
pub(crate) type Names = Box<[Box<str>]>;

/// One keyword, or several that need each other.
#[derive(Debug)]
pub(crate) enum Check {
    /// Bits of [`kind`].
    Type(u8),
    Enum(Box<[Value]>),
    Const(Box<Value>),
    Bound(Bound, Box<(Decimal, Number)>),
    Limit(Limit, u64),
    Pattern(u32),
    Format(Format),
    Unique,
    Required(Names),
    DependentRequired(Box<[(Box<str>, Names)]>),
    Ref(u32),
    /// `$dynamicRef`: the static target and the number of the anchor's name.
    Dynamic(u32, u32),
    All(Box<[u32]>),
    Any(Box<[u32]>),
    One(Box<[u32]>),
    Not(u32),
    If(Box<[u32; 3]>),
    Dependent(Box<[(Box<str>, u32)]>),
    Object(Box<Members>),
    PropertyNames(u32),
    /// `prefixItems` and `items`.
    Array(Box<[u32]>, Option<u32>),
    Contains(Box<Contains>),
    UnevaluatedItems(u32),
    UnevaluatedProperties(u32),
}

/// `properties` (sorted by name), `patternProperties`, `additionalProperties`.
#[derive(Debug, Default)]
pub(crate) struct Members {
    pub named: Box<[(Box<str>, u32)]>,
    pub patterns: Box<[(u32, u32)]>,
    pub additional: Option<u32>,
}

/// `contains` with its bounds.
#[derive(Debug)]
pub(crate) struct Contains {
    pub node: u32,
    pub min: u64,
    pub max: Option<u64>,
}
