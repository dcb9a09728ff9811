//! The typed input of each rule kind: what `score cases` reads and what the engine builds.
//! Not here: the formulas (the sibling modules).

use crate::scoring::exact::Exact;

/// One 评价要点 with its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedElement {
    /// Its share of the weight.
    pub share: Exact,
    /// 前置: not met means that the whole indicator scores zero.
    pub gate: bool,
    /// 具备 / 不具备; `None` is 不适用.
    pub met: Option<bool>,
}

/// A value given as such, or as a quotient whose working is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// Given as such.
    Value(Exact),
    /// Numerator ÷ denominator.
    Quotient(Exact, Exact),
}

/// How several (numerator, denominator) pairs become one ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartAggregate {
    /// The mean of the ratios, each capped by itself.
    Mean,
    /// Sum of numerators ÷ sum of denominators.
    Sum,
}

/// One kind of finding with what each costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeductionItem {
    /// 一般, 较重, 严重, or any other heading.
    pub heading: String,
    /// How many there are.
    pub count: Exact,
    /// What each costs in 分; `None` takes the whole weight (全扣).
    pub each: Option<Exact>,
    /// The most that all of them cost together, in 分.
    pub cap: Option<Exact>,
}

/// A level of 定性分档.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelRange {
    /// 达成预期目标 …
    pub name: String,
    /// Lowest percentage, inclusive.
    pub min: Exact,
    /// Highest percentage.
    pub max: Exact,
    /// Whether `max` itself belongs to the level.
    pub max_inclusive: bool,
}

/// One 考核对象 with its own rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredObject {
    /// Its name, for the working; may be empty.
    pub name: String,
    /// Its weight among the objects: an amount, or 1 for equal shares.
    pub share: Exact,
    /// Its rule and numbers; `None` is 不适用: it leaves the sum, the others are renormalised.
    pub input: Option<RuleInput>,
}

/// The input of one rule (domain.md §4). Ratios and percentages are fractions: 0.6 is 60 %.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleInput {
    /// 要素计分.
    ElementCount(Vec<MarkedElement>),
    /// 直接赋分. `deduct`: what a 否 costs; `None` costs all. `met: None` is 不适用.
    YesNo {
        met: Option<bool>,
        deduct: Option<Exact>,
    },
    /// 按完成率计分.
    RatioCapped {
        parts: Vec<(Exact, Exact)>,
        aggregate: PartAggregate,
        cap: Exact,
    },
    /// 比例计分（设及格门槛）.
    RatioThreshold {
        numerator: Exact,
        denominator: Exact,
        threshold: Exact,
    },
    /// 分档计分. Bands (lower edge, share of the weight) from the top, lower edge inclusive.
    StepBand {
        value: Measured,
        bands: Vec<(Exact, Exact)>,
    },
    /// 达标满分、未达按比例.
    RatioToTarget { value: Measured, target: Exact },
    /// 直接乘.
    PlainRatio { value: Measured },
    /// 区间插值 between (x0, s0) and (x1, s1).
    Interpolation {
        x: Exact,
        x0: Exact,
        s0: Exact,
        x1: Exact,
        s1: Exact,
    },
    /// 扣分制.
    Deduction {
        items: Vec<DeductionItem>,
        floor: Exact,
    },
    /// 抽查问题率.
    SampleDefect { sample: Exact, defective: Exact },
    /// 偏差率. Bands (upper edge inclusive, share) from the smallest; `None`: W × (1 − d).
    Deviation {
        actual: Exact,
        plan: Exact,
        bands: Option<Vec<(Exact, Exact)>>,
    },
    /// 增长率.
    Growth {
        this: Exact,
        last: Exact,
        bands: Vec<(Exact, Exact)>,
    },
    /// 反向比例.
    LowerIsBetter { actual: Exact, target: Exact },
    /// 成本节约率. `per_pct`: 分 for each percent of overspending.
    CostSaving {
        plan: Exact,
        actual: Exact,
        per_pct: Exact,
    },
    /// 定性分档.
    GradeLevel {
        level: String,
        pct: Exact,
        levels: Vec<LevelRange>,
    },
    /// 专家打分: marks are fractions of the weight.
    LikertExpert { marks: Vec<Exact>, trim: bool },
    /// 多对象汇总.
    MultiObject(Vec<ScoredObject>),
    /// 人工评分, in 分.
    Manual { score: Exact },
}
