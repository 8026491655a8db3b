//! The invented people of the sandbox. Their numbers are well formed, with correct
//! check digits, and belong to nobody.

use banshi_contract::{SandboxPerson, SessionPerson, Text};
use banshi_identifiers::mask_name;
use serde_json::{Map, Value, json};

/// An invented person or organisation.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// The id to sign in with; also the account.
    pub id: &'static str,
    /// The name, in Chinese and English.
    pub name: (&'static str, &'static str),
    /// How to greet them.
    pub salutation: (&'static str, &'static str),
    /// Who they are.
    pub about: (&'static str, &'static str),
    /// The first 17 characters of the identity number or USCC.
    number: &'static str,
    /// What else the account knows.
    kind: Kind,
    /// Services suggested, and why.
    pub suggestions: &'static [(&'static str, &'static str, &'static str)],
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Citizen {
        sex: &'static str,
        birth: &'static str,
        phone: &'static str,
        domicile: &'static str,
    },
    Organisation {
        legal: &'static str,
        phone: &'static str,
        address: &'static str,
    },
}

/// All of them.
pub const PEOPLE: [Person; 4] = [
    Person {
        id: "chen-jing",
        name: ("陈静", "Chen Jing"),
        salutation: ("陈女士", "Ms Chen"),
        about: (
            "35 岁，户籍在外省，在示例市工作，想申领居住证。",
            "35, registered in another province, works in Sample City and wants a residence permit.",
        ),
        number: "11010119910308002",
        kind: Kind::Citizen {
            sex: "female",
            birth: "1991-03-08",
            phone: "13800000001",
            domicile: "样例省样例市临江区青石路 8 号",
        },
        suggestions: &[
            (
                "residence-permit",
                "您的户籍在外省，在示例市居住满半年可以申领居住证。",
                "You are registered in another province; after half a year here you may apply.",
            ),
            (
                "remote-medical-filing",
                "您的参保地在外省，备案后在示例市看病可以直接结算。",
                "You are insured in another province; once filed, treatment here is settled directly.",
            ),
            (
                "housing-fund-withdrawal",
                "您在示例市租房居住，可以提取住房公积金支付房租。",
                "You rent in Sample City and may draw on the housing fund for it.",
            ),
        ],
    },
    Person {
        id: "li-wei",
        name: ("李伟", "Li Wei"),
        salutation: ("李先生", "Mr Li"),
        about: (
            "48 岁，已婚，有两个孩子，想为家人办理医疗保险。",
            "48, married with two children, wants medical insurance for the family.",
        ),
        number: "11010119781120001",
        kind: Kind::Citizen {
            sex: "male",
            birth: "1978-11-20",
            phone: "13800000002",
            domicile: "示例省示例市云上区晴川路 20 号",
        },
        suggestions: &[
            (
                "resident-medical-insurance",
                "您有未参保的家庭成员，现在可以为他们办理参保登记。",
                "Members of your family are not yet insured; you can register them now.",
            ),
            (
                "driver-licence-renewal",
                "您的驾驶证将在 90 天内到期。",
                "Your driving licence expires within 90 days.",
            ),
            (
                "income-tax-settlement",
                "您上一年度多缴了个人所得税，可以申请退税。",
                "You paid too much income tax last year and may ask for it back.",
            ),
        ],
    },
    Person {
        id: "wang-xiulan",
        name: ("王秀兰", "Wang Xiulan"),
        salutation: ("王女士", "Ms Wang"),
        about: (
            "76 岁，已退休，喜欢用长辈版。",
            "76, retired, prefers the elder mode.",
        ),
        number: "11010119491231002",
        kind: Kind::Citizen {
            sex: "female",
            birth: "1949-12-31",
            phone: "13800000003",
            domicile: "示例省示例市云上区示范路 6 号",
        },
        suggestions: &[
            (
                "remote-medical-filing",
                "您可以先备案，去外省子女家小住时看病也能直接结算。",
                "File once, and treatment is settled directly while you stay with your children elsewhere.",
            ),
            (
                "id-card-renewal",
                "您的身份证可以换领长期有效的新证。",
                "Your identity card can be renewed for good.",
            ),
        ],
    },
    Person {
        id: "sample-noodles",
        name: ("示例市云上面馆", "Yunshang Noodles, Sample City"),
        salutation: ("示例市云上面馆", "Yunshang Noodles"),
        about: (
            "一家小面馆（个体工商户），经营者赵敏，想办理食品经营许可。",
            "A small noodle shop run by Zhao Min, wants a licence for small catering.",
        ),
        number: "92990100MA0000001",
        kind: Kind::Organisation {
            legal: "赵敏",
            phone: "13800000004",
            address: "示例省示例市云上区示范路 12 号",
        },
        suggestions: &[(
            "small-catering-licence",
            "贵店登记的经营范围包括餐饮服务，开业前需要取得许可。",
            "Your registered business includes catering, which needs a licence before you open.",
        )],
    },
];

/// A person by id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Person> {
    PEOPLE.iter().find(|person| person.id == id)
}

impl Person {
    /// Whether a service for these (服务对象, GB/T 39046-2020 附录A.4: `1` 自然人, the
    /// others organisations) may be applied for with this account.
    #[must_use]
    pub fn may_apply(&self, audience: &[String]) -> bool {
        let is_person = matches!(self.kind, Kind::Citizen { .. });
        audience.iter().any(|code| (code == "1") == is_person)
    }

    /// Whether it is an organisation.
    #[must_use]
    pub fn is_organisation(&self) -> bool {
        matches!(self.kind, Kind::Organisation { .. })
    }

    /// The identity number or USCC, with its check character.
    #[must_use]
    pub fn number(&self) -> String {
        let check = if self.is_organisation() {
            uscc_check(self.number)
        } else {
            resident_check(self.number)
        };
        format!("{}{check}", self.number)
    }

    /// The last four characters of it: the check of a look-up.
    #[must_use]
    pub fn check(&self) -> String {
        self.number().chars().skip(14).collect()
    }

    /// The name, masked.
    #[must_use]
    pub fn masked(&self) -> String {
        mask_name(self.name.0)
    }

    /// As the sign-in page lists them.
    #[must_use]
    pub fn listed(&self) -> SandboxPerson {
        SandboxPerson {
            id: self.id.into(),
            name: Text::new(self.name.0, self.name.1),
            organisation: self.is_organisation(),
            about: Text::new(self.about.0, self.about.1),
        }
    }

    /// As the session shows them.
    #[must_use]
    pub fn in_session(&self) -> SessionPerson {
        SessionPerson {
            id: self.id.into(),
            display_name: self.masked(),
            salutation: Some(Text::new(self.salutation.0, self.salutation.1)),
            organisation: self.is_organisation(),
            roles: vec!["applicant".into()],
        }
    }

    /// What the account knows, by source name.
    #[must_use]
    pub fn prefill(&self) -> Map<String, Value> {
        let known = match self.kind {
            Kind::Citizen {
                sex,
                birth,
                phone,
                domicile,
            } => json!({
                "person.name": self.name.0,
                "person.idNumber": self.number(),
                "person.sex": sex,
                "person.birthDate": birth,
                "person.phone": phone,
                "person.domicile": domicile,
            }),
            Kind::Organisation {
                legal,
                phone,
                address,
            } => json!({
                "organisation.name": self.name.0,
                "organisation.uscc": self.number(),
                "organisation.legalRepresentative": legal,
                "organisation.phone": phone,
                "organisation.address": address,
            }),
        };
        match known {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }
}

/// GB 11643: ISO 7064 MOD 11-2 over the first 17 digits.
fn resident_check(first: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first
        .chars()
        .zip(WEIGHTS)
        .map(|(one, weight)| one.to_digit(10).unwrap_or(0) * weight)
        .sum();
    "10X98765432".chars().nth(sum as usize % 11).unwrap_or('0')
}

/// GB 32100: MOD 31 over the first 17 characters, weights 3^i.
fn uscc_check(first: &str) -> char {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let mut weight = 1;
    let mut sum = 0;
    for one in first.chars() {
        sum += ALPHABET.find(one).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    ALPHABET.chars().nth((31 - sum % 31) % 31).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test may fail loudly"
    )]
    use super::*;
    use banshi_identifiers::{CalendarDate, ResidentId, Uscc};

    #[test]
    fn their_numbers_are_well_formed() {
        let today = CalendarDate::new(2026, 11, 23).unwrap();
        for person in PEOPLE {
            if person.is_organisation() {
                Uscc::parse(&person.number()).unwrap();
            } else {
                let id = ResidentId::parse(&person.number(), today).unwrap();
                let known = person.prefill();
                assert_eq!(known["person.birthDate"], id.birth_date().to_string());
                assert_eq!(known["person.sex"], id.sex().as_str());
            }
            assert_eq!(person.check().len(), 4);
            assert!(!person.masked().contains(person.name.0));
        }
    }
}
