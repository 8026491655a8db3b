//! The words of the code tables of GB/T 39046-2020 附录A and of the exchange library.

use crate::i18n::{K, t};

/// The words of a code.
pub type Table = fn(&str) -> Option<K>;

/// The words of a code; one that the table lacks is shown as it is.
pub fn coded(code: &str, table: Table) -> String {
    table(code).map_or_else(|| code.to_owned(), t)
}

/// The words of several codes in one line.
pub fn coded_all(codes: &[String], table: Table) -> String {
    let words: Vec<String> = codes.iter().map(|code| coded(code, table)).collect();
    words.join(&t(K::GuideListSeparator))
}

/// 事项类型 (附录A.1).
pub fn item_type(code: &str) -> Option<K> {
    Some(match code {
        "00" => K::GuideItemType00,
        "01" => K::GuideItemType01,
        "02" => K::GuideItemType02,
        "03" => K::GuideItemType03,
        "04" => K::GuideItemType04,
        "05" => K::GuideItemType05,
        "06" => K::GuideItemType06,
        "07" => K::GuideItemType07,
        "08" => K::GuideItemType08,
        "09" => K::GuideItemType09,
        "10" => K::GuideItemType10,
        "20" => K::GuideItemType20,
        _ => return None,
    })
}

/// 行使层级 (附录A.2).
pub fn level(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideLevel1,
        "2" => K::GuideLevel2,
        "3" => K::GuideLevel3,
        "4" => K::GuideLevel4,
        "5" => K::GuideLevel5,
        "6" => K::GuideLevel6,
        "7" => K::GuideLevel7,
        _ => return None,
    })
}

/// 实施主体性质 (附录A.3).
pub fn nature(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideNature1,
        "2" => K::GuideNature2,
        "3" => K::GuideNature3,
        "9" => K::GuideNature9,
        _ => return None,
    })
}

/// 服务对象 (附录A.4).
pub fn audience(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideAudience1,
        "2" => K::GuideAudience2,
        "3" => K::GuideAudience3,
        "4" => K::GuideAudience4,
        "5" => K::GuideAudience5,
        "6" => K::GuideAudience6,
        _ => return None,
    })
}

/// 办理形式 (附录A.5).
pub fn channel(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideChannel1,
        "2" => K::GuideChannel2,
        "3" => K::GuideChannel3,
        "4" => K::GuideChannel4,
        "9" => K::GuideChannel9,
        _ => return None,
    })
}

/// 办件类型 (附录A.6).
pub fn case_type(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideCaseType1,
        "2" => K::GuideCaseType2,
        "9" => K::GuideCaseType9,
        _ => return None,
    })
}

/// 事项状态 (exchange TASK_STATE).
pub fn state(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideState1,
        "2" => K::GuideState2,
        "3" => K::GuideState3,
        _ => return None,
    })
}

/// 网上办理深度 (exchange ONLINE_HANDLE_DEPTH).
pub fn depth(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideDepth1,
        "2" => K::GuideDepth2,
        "3" => K::GuideDepth3,
        "4" => K::GuideDepth4,
        "5" => K::GuideDepth5,
        "6" => K::GuideDepth6,
        "7" => K::GuideDepth7,
        "8" | "9" => K::GuideDepth8,
        _ => return None,
    })
}

/// 通办范围, in the order of 表4.
pub fn cross_region(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideCross1,
        "2" => K::GuideCross2,
        "3" => K::GuideCross3,
        "4" => K::GuideCross4,
        _ => return None,
    })
}

/// 材料形式 (exchange MATERIAL_FORMAT).
pub fn material_form(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideMaterialForm1,
        "2" => K::GuideMaterialForm2,
        "3" => K::GuideMaterialForm3,
        _ => return None,
    })
}

/// 必要性 (exchange IS_NEED).
pub fn necessity(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideNecessity1,
        "2" => K::GuideNecessity2,
        "3" => K::GuideNecessity3,
        _ => return None,
    })
}

/// 来源渠道 (exchange SOURCE_TYPE).
pub fn source(code: &str) -> Option<K> {
    Some(match code {
        "10" => K::GuideSource10,
        "20" => K::GuideSource20,
        "99" => K::GuideSource99,
        _ => return None,
    })
}

/// 结果类型 (exchange RESULT_TYPE).
pub fn result_kind(code: &str) -> Option<K> {
    Some(match code {
        "1" => K::GuideResultKind1,
        "2" => K::GuideResultKind2,
        "3" => K::GuideResultKind3,
        "4" => K::GuideResultKind4,
        _ => return None,
    })
}
