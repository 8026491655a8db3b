//! Every kind of identifier by its name, so that a form can name one.

use crate::{
    CalendarDate, Fault, OrganisationCode, PersonName, Regions, ResidentId, Uscc, parse_bank_card,
    parse_email, parse_foreign_id, parse_foreign_passport, parse_hk_macao_travel_permit,
    parse_landline, parse_mobile, parse_passport, parse_phone, parse_plate, parse_postcode,
    parse_residence_permit, parse_taiwan_travel_permit,
};

/// A kind of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Identifier {
    /// 公民身份号码, also of holders of a residence permit.
    ResidentId,
    /// 港澳台居民居住证.
    ResidencePermit,
    /// 港澳居民来往内地通行证.
    HkMacaoTravelPermit,
    /// 台湾居民来往大陆通行证.
    TaiwanTravelPermit,
    /// 外国人永久居留身份证, both forms.
    ForeignId,
    /// 中华人民共和国护照.
    Passport,
    /// A passport of any country.
    ForeignPassport,
    /// 统一社会信用代码.
    Uscc,
    /// 组织机构代码.
    OrganisationCode,
    /// 手机号码.
    Mobile,
    /// 固定电话.
    Landline,
    /// A mobile or a landline number.
    Phone,
    /// 邮政编码.
    Postcode,
    /// An e-mail address.
    Email,
    /// 机动车号牌, ordinary and new-energy.
    Plate,
    /// 银行卡号.
    BankCard,
    /// 姓名.
    PersonName,
}

/// What was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As it is stored: folded, capitals, without what people group by.
    pub text: String,
    /// What should be shown but holds nobody up.
    pub warning: Option<Fault>,
}

const fn length(expected: usize) -> Fault {
    Fault::Length { expected, got: 0 }
}

const fn too_long(limit: usize) -> Fault {
    Fault::TooLong { limit, got: 0 }
}

impl Identifier {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::ResidentId,
        Self::ResidencePermit,
        Self::HkMacaoTravelPermit,
        Self::TaiwanTravelPermit,
        Self::ForeignId,
        Self::Passport,
        Self::ForeignPassport,
        Self::Uscc,
        Self::OrganisationCode,
        Self::Mobile,
        Self::Landline,
        Self::Phone,
        Self::Postcode,
        Self::Email,
        Self::Plate,
        Self::BankCard,
        Self::PersonName,
    ];

    /// The stable name, as a form definition's `format` gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ResidentId => "resident-id",
            Self::ResidencePermit => "residence-permit",
            Self::HkMacaoTravelPermit => "hk-macao-travel-permit",
            Self::TaiwanTravelPermit => "taiwan-travel-permit",
            Self::ForeignId => "foreign-id",
            Self::Passport => "passport",
            Self::ForeignPassport => "foreign-passport",
            Self::Uscc => "uscc",
            Self::OrganisationCode => "organisation-code",
            Self::Mobile => "cn-mobile",
            Self::Landline => "cn-landline",
            Self::Phone => "cn-phone",
            Self::Postcode => "cn-postcode",
            Self::Email => "email",
            Self::Plate => "plate",
            Self::BankCard => "bank-card",
            Self::PersonName => "person-name",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// All the faults that [`Identifier::read`] can find, warnings among them; where one
    /// carries numbers, with those that a message would name (`got` is 0).
    #[must_use]
    pub const fn faults(self) -> &'static [Fault] {
        use Fault::{
            BadDate, CardCheckDigit, Characters, CheckDigit, Dot, Form, FutureDate,
            OrganisationCheckDigit, Prefix, PrivateUse, Province, Unassigned, UnknownRegion,
        };
        match self {
            Self::ResidentId => {
                const {
                    &[
                        length(18),
                        Characters,
                        BadDate,
                        FutureDate,
                        CheckDigit,
                        UnknownRegion,
                    ]
                }
            }
            Self::ResidencePermit => {
                const {
                    &[
                        length(18),
                        Characters,
                        BadDate,
                        FutureDate,
                        CheckDigit,
                        Prefix,
                    ]
                }
            }
            Self::HkMacaoTravelPermit => const { &[length(9), Prefix, Characters] },
            Self::TaiwanTravelPermit => const { &[length(8), Characters] },
            Self::ForeignId => {
                const {
                    &[
                        length(18),
                        Prefix,
                        Characters,
                        BadDate,
                        FutureDate,
                        CheckDigit,
                    ]
                }
            }
            Self::Passport => const { &[length(9), Prefix, Characters] },
            Self::ForeignPassport => const { &[length(5), too_long(17), Characters] },
            Self::Uscc => const { &[length(18), Characters, CheckDigit] },
            Self::OrganisationCode => const { &[length(9), Characters, OrganisationCheckDigit] },
            Self::Mobile => const { &[length(11), Characters, Prefix, Unassigned] },
            Self::Landline | Self::Email => const { &[Form] },
            Self::Phone => const { &[Form, Unassigned] },
            Self::Postcode => const { &[length(6), Characters] },
            Self::Plate => const { &[length(7), Province, Characters, Form] },
            Self::BankCard => const { &[length(16), too_long(19), Characters, CardCheckDigit] },
            Self::PersonName => const { &[length(2), too_long(30), Characters, Dot, PrivateUse] },
        }
    }

    /// Reads what was typed. `regions` is what is known of region codes; without it no
    /// code is doubted.
    ///
    /// # Errors
    /// Those of [`Identifier::faults`] that don't only warn.
    pub fn read(
        self,
        text: &str,
        today: CalendarDate,
        regions: Option<&Regions>,
    ) -> Result<Reading, Fault> {
        let plain = |text: String| Reading {
            text,
            warning: None,
        };
        let written = |text: &str| plain(text.to_owned());
        Ok(match self {
            Self::ResidentId => {
                let id = ResidentId::parse(text, today)?;
                Reading {
                    text: id.as_str().to_owned(),
                    warning: regions.and_then(|regions| id.region_warning(regions)),
                }
            }
            Self::ResidencePermit => written(parse_residence_permit(text, today)?.as_str()),
            Self::HkMacaoTravelPermit => {
                written(parse_hk_macao_travel_permit(text)?.number.as_str())
            }
            Self::TaiwanTravelPermit => written(parse_taiwan_travel_permit(text)?.number.as_str()),
            Self::ForeignId => written(parse_foreign_id(text, today)?.number.as_str()),
            Self::Passport => written(parse_passport(text)?.number.as_str()),
            Self::ForeignPassport => written(parse_foreign_passport(text)?.number.as_str()),
            Self::Uscc => written(Uscc::parse(text)?.as_str()),
            Self::OrganisationCode => written(OrganisationCode::parse(text)?.as_str()),
            Self::Mobile | Self::Landline | Self::Phone => {
                let phone = match self {
                    Self::Mobile => parse_mobile(text),
                    Self::Landline => parse_landline(text),
                    _ => parse_phone(text),
                }?;
                Reading {
                    text: phone.number,
                    warning: phone.warning,
                }
            }
            Self::Postcode => plain(parse_postcode(text)?),
            Self::Email => plain(parse_email(text)?),
            Self::Plate => plain(parse_plate(text)?.number),
            Self::BankCard => {
                let card = parse_bank_card(text)?;
                Reading {
                    text: card.number.to_string(),
                    warning: card.warning,
                }
            }
            Self::PersonName => {
                let name = PersonName::parse(text)?;
                Reading {
                    text: name.text,
                    warning: name.warning,
                }
            }
        })
    }
}
