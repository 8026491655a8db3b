//! The yearly holiday notices (国务院办公厅关于部分节假日安排的通知).

/// What one year's notice changes with respect to Monday to Friday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearTable {
    /// The year.
    pub year: i32,
    /// The notice it comes from (文号).
    pub source: &'static str,
    /// 放假: days off, as (month, first day, last day).
    pub off: &'static [(u32, u32, u32)],
    /// 调休上班: days of a weekend that are worked, as (month, day).
    pub work: &'static [(u32, u32)],
}

/// The notices this version knows, oldest first.
pub(crate) const CHINA: &[YearTable] = &[
    YearTable {
        year: 2024,
        source: "国办发明电〔2023〕7号",
        off: &[
            (1, 1, 1),
            (2, 10, 17),
            (4, 4, 6),
            (5, 1, 5),
            (6, 10, 10),
            (9, 15, 17),
            (10, 1, 7),
        ],
        work: &[
            (2, 4),
            (2, 18),
            (4, 7),
            (4, 28),
            (5, 11),
            (9, 14),
            (9, 29),
            (10, 12),
        ],
    },
    YearTable {
        year: 2025,
        source: "国办发明电〔2024〕12号",
        off: &[
            (1, 1, 1),
            (1, 28, 31),
            (2, 1, 4),
            (4, 4, 6),
            (5, 1, 5),
            (5, 31, 31),
            (6, 1, 2),
            (10, 1, 8),
        ],
        work: &[(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    },
    YearTable {
        year: 2026,
        source: "国办发明电〔2025〕7号",
        off: &[
            (1, 1, 3),
            (2, 15, 23),
            (4, 4, 6),
            (5, 1, 5),
            (6, 19, 21),
            (9, 25, 27),
            (10, 1, 7),
        ],
        work: &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
    },
];

/// Days off that are the same in every year (全国年节及纪念日放假办法, 国务院令第795号,
/// in force since 2025): all that is known of a year before its notice, since the
/// other festivals follow the moon and the bridges are arranged year by year.
pub(crate) const FIXED_DAYS_OFF: &[(u32, u32)] =
    &[(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];
