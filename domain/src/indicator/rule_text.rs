//! The sentence that a rule's own parameters make, offered as 评分标准 and free to be rewritten.
//! Not here: what a framework prints (its own `rule_text`), the working of a score (`scoring`).

use num_traits::{One as _, Zero as _};

use super::{Band, Each, Element, LevelBand, Rule};
use crate::scoring::exact::{Exact, ExactNumber, plain_text, short_percent};

/// The rule in words, from its parameters.
pub fn suggested_rule_text(rule: &Rule, elements: &[Element]) -> String {
    match rule {
        Rule::ElementCount => element_text(elements),
        Rule::YesNo { deduct: None } => "达到要求得满分，未达到不得分。".to_owned(),
        Rule::YesNo { deduct: Some(lost) } => {
            format!("达到要求得满分，未达到扣{}分。", plain(lost))
        }
        Rule::RatioCapped { cap } => format!("得分=min(完成率,{})×分值。", percent(cap)),
        Rule::RatioThreshold { threshold } => {
            let pass = percent(threshold);
            format!("比例低于{pass}不得分；否则得分=（比例－{pass}）÷（1－{pass}）×分值。")
        }
        Rule::StepBand { bands } => step_text("", bands),
        Rule::RatioToTarget { target } => {
            let goal = percent(target);
            format!("达到{goal}得满分；未达到的，得分=实际比例÷{goal}×分值。")
        }
        Rule::PlainRatio => "得分=比例×分值。".to_owned(),
        Rule::Interpolation { x0, s0, x1, s1 } => format!(
            "指标值为{}得{}分，为{}得{}分，其间按直线插值；区间外取端点的得分。",
            plain(x0),
            plain(s0),
            plain(x1),
            plain(s1)
        ),
        Rule::Deduction { per_finding } => {
            let prices = per_finding.iter().map(|(severity, each)| match each {
                Each::Points(points) => {
                    format!("{}问题1项扣{}分", severity.term(), plain(points))
                }
                Each::All => format!("{}问题扣完本项分值", severity.term()),
            });
            let prices = prices.collect::<Vec<_>>().join("，");
            format!("每发现{prices}；扣完为止。")
        }
        Rule::SampleDefect => "得分=（1－存在问题的数量÷抽查数量）×分值。".to_owned(),
        Rule::Deviation { bands: None } => "得分=（1－偏差率）×分值，扣完为止。".to_owned(),
        Rule::Deviation { bands: Some(bands) } => deviation_text(bands),
        Rule::Growth { bands } => step_text("增长", bands),
        Rule::LowerIsBetter => {
            "不高于目标值得满分；高于目标值的，得分=目标值÷实际值×分值。".to_owned()
        }
        Rule::CostSaving { per_pct } => {
            format!("未超支得满分；每超支1%扣{}分，扣完为止。", plain(per_pct))
        }
        Rule::GradeLevel { levels } => level_text(levels),
        Rule::LikertExpert { trim: false } => "取各位专家打分的平均数，按分值折算。".to_owned(),
        Rule::LikertExpert { trim: true } => {
            "专家五人以上的去掉一个最高分、一个最低分，取平均数，按分值折算。".to_owned()
        }
        Rule::MultiObject { objects } => {
            let each = objects.iter().map(|object| {
                let own = suggested_rule_text(&object.rule, &object.elements);
                format!("{}（权数{}）：{own}", object.name, plain(&object.share))
            });
            let each = each.collect::<String>();
            format!("各对象分别计分后按权数加权平均。{each}")
        }
        Rule::Manual => "由评价组根据资料评分，须说明理由。".to_owned(),
    }
}

fn percent(number: &ExactNumber) -> String {
    short_percent(&number.0)
}

fn plain(number: &ExactNumber) -> String {
    plain_text(&number.0)
}

fn element_text(elements: &[Element]) -> String {
    let mut text =
        "按评价要点计分：具备的要点得相应比例的分值；不适用的要点剔除后按其余要点重新归一。"
            .to_owned();
    if elements.iter().any(|element| element.gate) {
        text.push_str("前置要点不具备的，本指标不得分。");
    }
    text
}

/// What a share of the weight is called.
fn earned(share: &Exact) -> String {
    match (share.is_zero(), share.is_one()) {
        (true, _) => "不得分".to_owned(),
        (_, true) => "得满分".to_owned(),
        _ => format!("得分值的{}", short_percent(share)),
    }
}

fn step_text(what: &str, bands: &[Band]) -> String {
    let mut above: Option<&Band> = None;
    let mut parts = Vec::new();
    for band in bands {
        let earns = earned(&band.share.0);
        let edge = percent(&band.edge);
        parts.push(match above {
            None => format!("{what}{edge}（含）以上{earns}"),
            // A last band that earns nothing is said from its upper edge on.
            Some(above) if band.share.0.is_zero() => {
                format!("{what}低于{}{earns}", percent(&above.edge))
            }
            Some(above) => format!("{what}{edge}（含）—{}{earns}", percent(&above.edge)),
        });
        if band.share.0.is_zero() {
            break;
        }
        above = Some(band);
    }
    format!("{}。", parts.join("；"))
}

fn deviation_text(bands: &[Band]) -> String {
    let each = bands.iter().map(|band| {
        let earns = earned(&band.share.0);
        format!("偏差率{}（含）以内{earns}", percent(&band.edge))
    });
    let mut parts: Vec<String> = each.collect();
    if let Some(last) = bands.last() {
        parts.push(format!("超过{}不得分", percent(&last.edge)));
    }
    format!("{}。", parts.join("；"))
}

fn level_text(levels: &[LevelBand]) -> String {
    if levels.is_empty() {
        return "达成预期目标得80%（含）—100%；部分达成并具有一定效果得60%（含）—80%；\
                未达成且效果较差得0—60%；须说明理由。"
            .to_owned();
    }
    let each = levels.iter().map(|level| {
        let included = if level.max_inclusive { "（含）" } else { "" };
        let (low, high) = (percent(&level.min), percent(&level.max));
        format!("{}得{low}（含）—{high}{included}", level.name)
    });
    let each = each.collect::<Vec<_>>().join("；");
    format!("{each}；须说明理由。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::starter;

    fn said(framework: &str, code: &str) -> String {
        let framework = starter(framework).expect("starter");
        let found = framework.indicator(&code.into()).expect(code).indicator;
        suggested_rule_text(&found.rule, &found.elements)
    }

    #[test]
    fn the_sentence_names_the_rules_own_numbers() {
        assert_eq!(
            said("road_bridge", "C22"),
            "比例低于60%不得分；否则得分=（比例－60%）÷（1－60%）×分值。"
        );
        assert_eq!(
            said("road_bridge", "B12"),
            "100%（含）以上得满分；80%（含）—100%得分值的70%；60%（含）—80%得分值的50%；\
             低于60%不得分。"
        );
        assert_eq!(
            said("road_bridge", "B13"),
            "每发现一般问题1项扣0.5分，较重问题1项扣1分，严重问题扣完本项分值；扣完为止。"
        );
        assert!(said("road_bridge", "A21").ends_with("前置要点不具备的，本指标不得分。"));
    }

    #[test]
    fn every_rule_of_the_shipped_frameworks_is_a_sentence() {
        for name in crate::indicator::STARTERS {
            let framework = starter(name).expect(name);
            for located in framework.indicators() {
                let found = located.indicator;
                let text = suggested_rule_text(&found.rule, &found.elements);
                assert!(text.ends_with('。'), "{name} {}: {text}", found.code);
            }
        }
    }
}
