//! Reads one rule vector (kind, weight, JSON input) into a [`RuleInput`] and scores it.
//! Not here: the formulas (`rules`), the file that holds the vectors (the command line).

use num_traits::Zero as _;
use serde_json::{Map, Value};

use super::exact::{Exact, from_points, parse_exact, whole};
use super::rules::{
    DeductionItem, MarkedElement, Measured, PartAggregate, RuleInput, Scored, ScoredObject,
    default_levels, evaluate_exact,
};
use super::{Points, ScoreError};

/// Elements, parts, marks, items and objects that one case may hold altogether.
pub const MAX_ELEMENTS: usize = 10_000;
/// How deep `multi_object` may be nested.
pub const MAX_DEPTH: usize = 3;

/// Scores one case: `kind` and `input` as in cli.md, "Scoring inputs"; numbers are decimal text,
/// fractions `"1/3"` or JSON numbers.
///
/// # Errors
/// A [`ScoreError`]; its [`ScoreError::code`] is what `kanping score cases` prints.
pub fn score_case(kind: &str, weight: Points, input: &Value) -> Result<Scored, ScoreError> {
    score_case_exact(kind, &from_points(weight), input)
}

/// As [`score_case`], for a weight that need not be whole hundredths of a point.
///
/// # Errors
/// As [`score_case`].
pub fn score_case_exact(kind: &str, weight: &Exact, input: &Value) -> Result<Scored, ScoreError> {
    evaluate_exact(weight, &Reader::default().rule(kind, input, 0)?)
}

/// Reads a weight written as the other numbers are.
///
/// # Errors
/// `MALFORMED_INPUT` for anything else.
pub fn read_weight(value: &Value) -> Result<Exact, ScoreError> {
    exact(value, "weight")
}

/// Counts what it reads, so that hostile input stops early.
#[derive(Default)]
struct Reader {
    elements: usize,
}

type Fields = Map<String, Value>;

impl Reader {
    fn rule(&mut self, kind: &str, input: &Value, depth: usize) -> Result<RuleInput, ScoreError> {
        let fields = input.as_object().ok_or(ScoreError::Malformed("input"))?;
        match kind {
            "element_count" => self.element_count(fields),
            "yes_no" => Ok(RuleInput::YesNo {
                met: mark(fields.get("met").ok_or(ScoreError::Malformed("met"))?)?,
                deduct: optional(fields, "deduct")?,
            }),
            "ratio_capped" => self.ratio_capped(fields),
            "ratio_threshold" => Ok(RuleInput::RatioThreshold {
                numerator: number(fields, "num")?,
                denominator: number(fields, "den")?,
                threshold: number(fields, "threshold")?,
            }),
            "step_band" => Ok(RuleInput::StepBand {
                value: measured(fields)?,
                bands: self.bands(fields)?,
            }),
            "ratio_to_target" => Ok(RuleInput::RatioToTarget {
                value: measured(fields)?,
                target: number(fields, "target")?,
            }),
            "plain_ratio" => Ok(RuleInput::PlainRatio {
                value: measured(fields)?,
            }),
            "interpolation" => Ok(RuleInput::Interpolation {
                x: number(fields, "x")?,
                x0: number(fields, "x0")?,
                s0: number(fields, "s0")?,
                x1: number(fields, "x1")?,
                s1: number(fields, "s1")?,
            }),
            "deduction" => self.deduction(fields),
            "deviation" => Ok(RuleInput::Deviation {
                actual: number(fields, "actual")?,
                plan: number(fields, "plan")?,
                bands: given(fields, "bands")
                    .map(|_| self.bands(fields))
                    .transpose()?,
            }),
            "growth" => self.growth(fields),
            "likert_expert" => self.expert_marks(fields),
            "multi_object" => self.objects(fields, depth),
            _ => plain_rule(kind, fields),
        }
    }

    /// The list under `name`, counted.
    fn list<'a>(
        &mut self,
        fields: &'a Fields,
        name: &'static str,
    ) -> Result<&'a [Value], ScoreError> {
        let list = fields
            .get(name)
            .and_then(Value::as_array)
            .ok_or(ScoreError::Malformed(name))?;
        self.elements = self.elements.saturating_add(list.len());
        if self.elements > MAX_ELEMENTS {
            Err(ScoreError::TooLarge)
        } else {
            Ok(list)
        }
    }

    fn pairs(
        &mut self,
        fields: &Fields,
        name: &'static str,
    ) -> Result<Vec<(Exact, Exact)>, ScoreError> {
        let pair = |value: &Value| match value.as_array().map(Vec::as_slice) {
            Some([first, second]) => Ok((exact(first, name)?, exact(second, name)?)),
            _ => Err(ScoreError::Malformed(name)),
        };
        self.list(fields, name)?.iter().map(pair).collect()
    }

    fn bands(&mut self, fields: &Fields) -> Result<Vec<(Exact, Exact)>, ScoreError> {
        self.pairs(fields, "bands")
    }

    /// Without a base nothing is measured, and no bands are needed.
    fn growth(&mut self, fields: &Fields) -> Result<RuleInput, ScoreError> {
        let last = number(fields, "last")?;
        let bands = match last.is_zero() {
            true => Vec::new(),
            false => self.bands(fields)?,
        };
        Ok(RuleInput::Growth {
            this: number(fields, "this")?,
            last,
            bands,
        })
    }

    fn element_count(&mut self, fields: &Fields) -> Result<RuleInput, ScoreError> {
        if given(fields, "na").is_some_and(|treatment| treatment != "rebase") {
            return Err(ScoreError::Malformed("na"));
        }
        let shares = self.list(fields, "shares")?;
        let met = self.list(fields, "met")?;
        if shares.len() != met.len() {
            return Err(ScoreError::Malformed("met"));
        }
        let mut elements = Vec::with_capacity(shares.len());
        for (share, met) in shares.iter().zip(met) {
            let (share, met) = (exact(share, "shares")?, mark(met)?);
            elements.push(MarkedElement {
                share,
                gate: false,
                met,
            });
        }
        if given(fields, "gate").is_some() {
            for position in self.list(fields, "gate")? {
                let index = position
                    .as_u64()
                    .and_then(|index| usize::try_from(index).ok());
                let element = index.and_then(|index| elements.get_mut(index));
                element.ok_or(ScoreError::Malformed("gate"))?.gate = true;
            }
        }
        Ok(RuleInput::ElementCount(elements))
    }

    fn ratio_capped(&mut self, fields: &Fields) -> Result<RuleInput, ScoreError> {
        let parts = match given(fields, "parts") {
            Some(_) => self.pairs(fields, "parts")?,
            None => vec![(number(fields, "num")?, number(fields, "den")?)],
        };
        let aggregate = match given(fields, "agg").map(Value::as_str) {
            None | Some(Some("sum")) => PartAggregate::Sum,
            Some(Some("mean")) => PartAggregate::Mean,
            Some(_) => return Err(ScoreError::Malformed("agg")),
        };
        let cap = optional(fields, "cap")?.unwrap_or_else(|| whole(1));
        Ok(RuleInput::RatioCapped {
            parts,
            aggregate,
            cap,
        })
    }

    fn deduction(&mut self, fields: &Fields) -> Result<RuleInput, ScoreError> {
        let item = |value: &Value| {
            let fields = value.as_object().ok_or(ScoreError::Malformed("items"))?;
            let heading = fields
                .get("sev")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            let each = match fields.get("each") {
                Some(Value::String(text)) if text == "ALL" => None,
                _ => Some(number(fields, "each")?),
            };
            Ok(DeductionItem {
                heading,
                count: number(fields, "n")?,
                each,
                cap: optional(fields, "cap")?,
            })
        };
        let items = self
            .list(fields, "items")?
            .iter()
            .map(item)
            .collect::<Result<_, ScoreError>>();
        let floor = optional(fields, "floor")?.unwrap_or_else(|| whole(0));
        Ok(RuleInput::Deduction {
            items: items?,
            floor,
        })
    }

    fn expert_marks(&mut self, fields: &Fields) -> Result<RuleInput, ScoreError> {
        let marks = self
            .list(fields, "marks")?
            .iter()
            .map(|mark| exact(mark, "marks"));
        let trim = match given(fields, "trim") {
            None => false,
            Some(value) => value.as_bool().ok_or(ScoreError::Malformed("trim"))?,
        };
        Ok(RuleInput::LikertExpert {
            marks: marks.collect::<Result<_, _>>()?,
            trim,
        })
    }

    fn objects(&mut self, fields: &Fields, depth: usize) -> Result<RuleInput, ScoreError> {
        if depth >= MAX_DEPTH {
            return Err(ScoreError::TooLarge);
        }
        let mut objects = Vec::new();
        for value in self.list(fields, "objects")? {
            let object = value.as_object().ok_or(ScoreError::Malformed("objects"))?;
            let text = |name: &str| object.get(name).and_then(Value::as_str);
            let away = given(object, "na").map(flag).transpose()?.unwrap_or(false);
            let input = match away {
                true => None,
                false => {
                    let kind = text("kind").ok_or(ScoreError::Malformed("kind"))?;
                    let input = object.get("input").ok_or(ScoreError::Malformed("input"))?;
                    Some(self.rule(kind, input, depth + 1)?)
                }
            };
            objects.push(ScoredObject {
                name: text("name").unwrap_or_default().to_owned(),
                share: optional(object, "share")?.unwrap_or_else(|| whole(1)),
                input,
            });
        }
        Ok(RuleInput::MultiObject(objects))
    }
}

/// The kinds whose input is a few numbers and nothing to count.
fn plain_rule(kind: &str, fields: &Fields) -> Result<RuleInput, ScoreError> {
    match kind {
        "sample_defect" => Ok(RuleInput::SampleDefect {
            sample: number(fields, "n")?,
            defective: number(fields, "defect")?,
        }),
        "lower_is_better" => Ok(RuleInput::LowerIsBetter {
            actual: number(fields, "actual")?,
            target: number(fields, "target")?,
        }),
        "cost_saving" => cost_saving(fields),
        "grade_level" => Ok(RuleInput::GradeLevel {
            level: fields
                .get("level")
                .and_then(Value::as_str)
                .ok_or(ScoreError::Malformed("level"))?
                .to_owned(),
            pct: number(fields, "pct")?,
            levels: default_levels(),
        }),
        "manual" => Ok(RuleInput::Manual {
            score: number(fields, "score")?,
        }),
        _ => Err(ScoreError::UnknownRule),
    }
}

/// What overspending costs need not be said where nothing was overspent.
fn cost_saving(fields: &Fields) -> Result<RuleInput, ScoreError> {
    let (plan, actual) = (number(fields, "plan")?, number(fields, "actual")?);
    let per_pct = match optional(fields, "per_pct")? {
        None if actual <= plan => whole(0),
        None => return Err(ScoreError::Malformed("per_pct")),
        Some(per_pct) => per_pct,
    };
    Ok(RuleInput::CostSaving {
        plan,
        actual,
        per_pct,
    })
}

/// The field unless it is absent or `null`.
fn given<'a>(fields: &'a Fields, name: &str) -> Option<&'a Value> {
    fields.get(name).filter(|value| !value.is_null())
}

/// `true` or `false`, also as 1 or 0 and as text.
fn flag(value: &Value) -> Result<bool, ScoreError> {
    match value {
        Value::Bool(flag) => Ok(*flag),
        _ => match scalar_text(value).as_deref() {
            Some("1" | "true") => Ok(true),
            Some("0" | "false") => Ok(false),
            _ => Err(ScoreError::Malformed("na")),
        },
    }
}

fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn exact(value: &Value, name: &'static str) -> Result<Exact, ScoreError> {
    let text = scalar_text(value).ok_or(ScoreError::Malformed(name))?;
    parse_exact(&text).ok_or(ScoreError::Malformed(name))
}

fn number(fields: &Fields, name: &'static str) -> Result<Exact, ScoreError> {
    exact(fields.get(name).ok_or(ScoreError::Malformed(name))?, name)
}

fn optional(fields: &Fields, name: &'static str) -> Result<Option<Exact>, ScoreError> {
    given(fields, name)
        .map(|value| exact(value, name))
        .transpose()
}

/// `x`, or `num` and `den`.
fn measured(fields: &Fields) -> Result<Measured, ScoreError> {
    if given(fields, "x").is_some() {
        return number(fields, "x").map(Measured::Value);
    }
    Ok(Measured::Quotient(
        number(fields, "num")?,
        number(fields, "den")?,
    ))
}

/// 1, 0 or `null`; also `true` and `false`.
fn mark(value: &Value) -> Result<Option<bool>, ScoreError> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(met) => Ok(Some(*met)),
        _ => match scalar_text(value).as_deref() {
            Some("1") => Ok(Some(true)),
            Some("0") => Ok(Some(false)),
            _ => Err(ScoreError::Malformed("met")),
        },
    }
}
