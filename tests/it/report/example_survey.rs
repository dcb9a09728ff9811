//! The questionnaire of the example engagement, as the report takes it in.
//! Not here: the engagement around it (`example`); assertions.

use domain::indicator::SatisfactionMeasure;
use domain::report::{QuestionDistribution, SurveyLog};
use domain::scoring::survey::Channel;
use domain::survey_statistics::{ChannelRow, Interval, SatisfactionFigure};

fn measured(measure: SatisfactionMeasure, percent: &str, is_fixed: bool) -> SatisfactionFigure {
    SatisfactionFigure {
        measure,
        is_fixed,
        percent: Some(percent.to_owned()),
        base: 27,
        interval: is_fixed.then(|| Interval {
            low: "66.07".to_owned(),
            high: "93.60".to_owned(),
        }),
        question: None,
    }
}

fn channel(channel: Channel, returned: u32, valid: u32) -> ChannelRow {
    ChannelRow {
        channel,
        is_counted: channel.is_probability_sample(),
        is_probability_sample: channel.is_probability_sample(),
        issued: channel.is_probability_sample().then_some(30),
        returned,
        valid,
        scored: valid,
        mean: None,
        satisfied: None,
        overall: None,
    }
}

pub fn survey() -> SurveyLog {
    let options = |counts: [u32; 5]| {
        let labels = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"];
        labels.into_iter().map(str::to_owned).zip(counts).collect()
    };
    SurveyLog {
        form_id: "q-villager-road".to_owned(),
        title: "受益群众满意度调查问卷".to_owned(),
        issued: 30,
        returned: 28,
        valid: 27,
        minimum: 30,
        scored: 27,
        figures: vec![
            measured(SatisfactionMeasure::Mean, "84.26", true),
            measured(SatisfactionMeasure::SatisfiedShare, "81.48", false),
            measured(SatisfactionMeasure::OverallQuestion, "83.70", false),
        ],
        channels: vec![
            channel(Channel::Kiosk, 28, 27),
            channel(Channel::Poster, 6, 5),
        ],
        is_small_base: true,
        questions: vec![
            QuestionDistribution {
                label: "您对修复（改造）后的路面（桥面）平整程度是否满意？".to_owned(),
                options: options([14, 9, 3, 1, 0]),
            },
            QuestionDistribution {
                label: "您对修复（改造）后的通行安全是否满意？".to_owned(),
                options: options([10, 11, 3, 2, 1]),
            },
        ],
    }
}
