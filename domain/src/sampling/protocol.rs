//! What is asked of a draw and what is recorded of it: 抽样记录表.

use crate::ids::ProjectCode;
use crate::money::Fen;
use crate::time::Timestamp;

/// The four methods of cli.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DrawMethod {
    /// 简单随机.
    Simple,
    /// 等距.
    Systematic,
    /// 分层.
    Stratified,
    /// 按金额 (PPS).
    Pps,
}

/// What is asked of a draw.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawRequest {
    /// How.
    pub method: DrawMethod,
    /// How many units.
    pub n: u32,
    /// Start of the generator. Decimal text on the wire: JavaScript numbers lose it.
    #[serde(with = "seed_as_text")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub seed: u64,
    /// For 分层: the frame column, for example 乡镇街道, 项目类型, or a tag.
    #[serde(default)]
    pub by: Option<String>,
    /// For 分层: at least this many in every non-empty stratum (0 or 1).
    #[serde(default)]
    pub min_per_stratum: u32,
}

mod seed_as_text {
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(seed: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(seed)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// Coverage by distinct unit, percent with two decimals, half-up.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coverage {
    /// Distinct sampled units ÷ N, for example `30.19`.
    pub count_pct: String,
    /// Their amount ÷ total amount, for example `41.07`.
    pub amount_pct: String,
}

/// 抽样记录表: all that is needed to redo and to defend the draw.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawProtocol {
    /// SHA-256 of the frame's canonical CSV.
    pub frame_sha256: String,
    /// Name and version, for example `simple/splitmix64/1`.
    pub algorithm: String,
    /// N.
    pub population: u32,
    /// 总体金额.
    pub population_amount: Fen,
    /// What was asked.
    pub request: DrawRequest,
    /// Codes in draw order. PPS may name a unit once per point it covers.
    pub picks: Vec<ProjectCode>,
    /// Stratum key → (size, allocation), for 分层.
    pub strata: Vec<(String, u32, u32)>,
    /// How much of the population it reaches.
    pub coverage: Coverage,
    /// 目的.
    pub purpose: String,
    /// 操作人, printed name.
    pub operator: String,
    /// 见证人, printed name; may be empty.
    pub witness: String,
    /// When, by the server's clock.
    pub drawn_at: Timestamp,
}

/// How a unit came into the sample; the two are never mixed silently (seed S4-05).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "route", rename_all = "snake_case")]
pub enum SampleRoute {
    /// By the draw; `order` counts from 1.
    Random {
        /// Place in the draw.
        order: u32,
    },
    /// By judgement 判断抽样; may not be extrapolated statistically.
    Judgemental {
        /// Ticks of 资金量较大, 代表性较强, 影响较大, 社会关注度高; at least one.
        criteria: Vec<String>,
        /// At least 10 characters.
        reason: String,
    },
}
