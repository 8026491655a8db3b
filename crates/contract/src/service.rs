//! The standard list of services (政务服务事项) and their guides (办事指南).
//! Fields follow GB/T 39046-2020 表4 and its code tables in 附录A; those that the
//! norm lacks follow the exchange library (ZWFW C0109 practice), each named beside.

use serde::{Deserialize, Serialize};

use crate::{Coded, Date, FromJson, Text};

/// A service in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceSummary {
    /// Opaque id, stable across versions; also the last part of its address.
    pub id: String,
    /// 事项名称 (an..200).
    pub name: Text,
    /// One sentence: what a person gets from it.
    pub summary: Text,
    /// 实施主体.
    pub department: Department,
    /// 服务对象代码 (附录A.4): `1` 自然人 … `6` 其他组织.
    pub audience: Vec<String>,
    /// 服务主题代码 with the table it is of: `person:090`, `corporate:010`.
    pub themes: Vec<String>,
    /// 人生事件 / 企业生命周期 of the portal, e.g. `moving`, `birth`, `start-business`.
    pub life_events: Vec<String>,
    /// 办件类型代码 (附录A.6): `1` 即办件, `2` 承诺件, `9` 其他.
    pub case_type: String,
    /// 承诺办结时限.
    pub promised: Period,
    /// 到办事现场次数 (LIMIT_SCENE_NUM).
    pub visits: u8,
    /// 是否收费.
    pub has_fee: bool,
    /// The form with which it is applied for here; none where it is not yet online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_id: Option<String>,
    /// Other words people look for it by, any language; pinyin initials among them.
    #[serde(default)]
    pub keywords: Vec<String>,
}

/// 实施主体: the body that answers for a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Department {
    /// 实施主体编码: USCC (GB 32100).
    pub code: String,
    /// 实施主体 (an..100).
    pub name: Text,
    /// 实施主体性质代码 (附录A.3): `1` 法定机关, `2` 授权组织, `3` 受委托组织, `9` 其他.
    pub nature: String,
}

/// A length of time as the norm writes it: a number and a unit (办结时限 + 单位).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// How many; 0 means at once (即办).
    pub value: u32,
    /// The unit.
    pub unit: PeriodUnit,
    /// 办结时限说明: what the period hangs on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// 时限单位.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum PeriodUnit {
    /// 工作日.
    WorkingDay,
    /// 自然日.
    CalendarDay,
    /// 小时.
    Hour,
    /// 月.
    Month,
    /// 年.
    Year,
}

/// A service with its whole guide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// What a list shows of it.
    #[serde(flatten)]
    pub summary: ServiceSummary,
    /// Changes with the content; its ETag.
    #[serde(default)]
    pub revision: String,
    /// 基本编码 (exchange: CATALOG_CODE, 12).
    pub basic_code: String,
    /// 实施编码 (exchange: 31 = USCC 18 + level 1 + basic code 12).
    pub implementation_code: String,
    /// 业务办理项编码 (33), where the service is split.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling_code: Option<String>,
    /// 事项类型代码 (附录A.1), `01` 行政许可, `07` 行政确认, `20` 公共服务事项 …
    pub item_type: String,
    /// 行使层级代码 (附录A.2).
    pub level: String,
    /// 事项状态 (exchange TASK_STATE): `1` 在用, `2` 暂停, `3` 取消.
    pub state: String,
    /// 事项版本 (exchange TASK_VERSION).
    pub version: u32,
    /// 计划生效日期 (exchange PLAN_EFFECTIVE_DATE).
    pub effective_from: Date,
    /// Whether its local particulars are invented.
    pub sample: bool,
    /// 法定办结时限.
    pub statutory: Period,
    /// 受理条件, one sentence each.
    pub conditions: Vec<Text>,
    /// 申请材料.
    pub materials: Vec<Material>,
    /// 办理流程 (环节).
    pub steps: Vec<GuideStep>,
    /// 收费; empty where there is none.
    pub fees: Vec<Fee>,
    /// 办理地点 and 办理时间.
    pub windows: Vec<Window>,
    /// 必须现场办理原因说明 (LIMIT_SCENE_EXPLAIN), where `visits` is not 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_reason: Option<Text>,
    /// 办理形式代码 (附录A.5).
    pub channels: Vec<String>,
    /// 网上办理深度 (exchange ONLINE_HANDLE_DEPTH), `1` … `9`.
    pub online_depth: Vec<String>,
    /// 通办范围代码: `1` 全国, `2` 跨省, `3` 跨市, `4` 跨县 (order of 表4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cross_region: Option<String>,
    /// 数量限制.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity_limit: Option<Text>,
    /// 结果名称 and how it reaches the person.
    pub result: ServiceResult,
    /// 咨询电话.
    pub consultation: Line,
    /// 监督投诉电话.
    pub complaint: Line,
    /// 设定依据.
    pub legal_basis: Vec<LegalBasis>,
    /// 常见问题.
    pub questions: Vec<Question>,
    /// 是否支持预约办理.
    pub can_book: bool,
    /// 是否支持网上支付.
    pub can_pay_online: bool,
    /// 是否支持物流快递.
    pub can_post: bool,
    /// 行政复议 and 行政诉讼: where a person may turn against the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedies: Option<Text>,
}

/// 材料.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Material {
    /// Id within the service.
    pub id: String,
    /// 材料名称 (an..200).
    pub name: Text,
    /// 材料类型: `1` 证件证书证明, `2` 申请表格文书, `3` 其他.
    pub kind: String,
    /// 材料形式: `1` 纸质, `2` 电子化, `3` 纸质/电子化.
    pub form: String,
    /// 必要性: `1` 必要, `2` 非必要, `3` 容缺后补.
    pub necessity: String,
    /// 非必要时办理情形: when it is needed, where `necessity` is not `1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Text>,
    /// 来源渠道: `10` 申请人自备, `20` 政府部门核发, `99` 其他.
    pub source: String,
    /// 出具机构, where `source` is `20`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<Text>,
    /// 原件份数 (n..2).
    pub originals: u8,
    /// 复印件份数 (n..2).
    pub copies: u8,
    /// 填报须知 / 材料使用说明.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// 环节 of the procedure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct GuideStep {
    /// 环节名称.
    pub name: Text,
    /// What happens in it, in the person's words.
    pub detail: Text,
    /// 办理时限 of this step, where promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

/// 收费项目.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Fee {
    /// 收费项目名称.
    pub name: Text,
    /// 收费标准, in fen (分); none where it depends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<u64>,
    /// 收费标准 in words.
    pub standard: Text,
    /// 收费依据.
    pub basis: Text,
    /// 减免情形.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relief: Option<Text>,
}

/// 办理窗口.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Window {
    /// Name of the hall and window.
    pub name: Text,
    /// 办理地点 (an..100).
    pub address: Text,
    /// 办理时间 (an..150).
    pub hours: Text,
    /// 联系电话 (an..18).
    pub phone: String,
    /// 交通指引.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traffic: Option<Text>,
}

/// 结果.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceResult {
    /// 结果类型: `1` 证照, `2` 批文, `3` 其他, `4` 无.
    pub kind: String,
    /// 结果名称 (an..200).
    pub name: Text,
    /// How it reaches the person: posted, at the window, as an electronic licence.
    pub delivery: Text,
}

/// A telephone line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The number (an..18).
    pub phone: String,
    /// 咨询方式 or hours in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// 设定依据: a published law or regulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LegalBasis {
    /// Its title, in Chinese with 《》 and in English.
    pub title: Text,
    /// 文号, e.g. 国务院令第663号.
    pub number: String,
    /// The article, e.g. 第二条.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Text>,
    /// What it says, in short.
    pub says: Text,
}

/// 常见问题.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The question.
    pub question: Text,
    /// The answer.
    pub answer: Text,
}

/// `GET /services`: services, and what they can be narrowed by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceList {
    /// The services, best match first, else by name.
    pub items: Vec<ServiceSummary>,
    /// Hand back as `?cursor=`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// How many match.
    pub total: u32,
    /// What the whole catalogue can be narrowed by.
    pub facets: Facets,
}

/// The ways to narrow the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Facets {
    /// 服务主题.
    pub themes: Vec<Facet>,
    /// 部门.
    pub departments: Vec<Facet>,
    /// 人生事件.
    pub life_events: Vec<Facet>,
    /// 服务对象.
    pub audiences: Vec<Facet>,
}

/// One value to narrow by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Facet {
    /// Its code and words.
    #[serde(flatten)]
    pub value: Coded,
    /// How many services have it.
    pub count: u32,
}

/// A service suggested to this person, and why (主动服务).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The service.
    pub service: ServiceSummary,
    /// Why it is suggested, in the person's words.
    pub reason: Text,
}
