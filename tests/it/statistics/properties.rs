//! What holds for any responses: counts add up, shares are shares, order does not matter, posters
//! never slip into the probability sample.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::RecordBody;
use domain::ids::{DocumentId, ProjectCode};
use domain::indicator::SatisfactionMeasure;
use domain::instrument::{
    Choice, EvaluationColumns, Instrument, InstrumentKind, Node, QuestionType,
};
use domain::scoring::survey::{Channel, QuestionnairePlan, SurveyPlan, SurveyResponse};
use domain::survey_statistics::{
    DistributionKind, SiteIssue, Statistics, StatisticsInput, cross_table, statistics,
};
use domain::time::Timestamp;
use proptest::prelude::*;

const SCALE: [(&str, Option<&str>); 6] = [
    ("very", Some("100")),
    ("good", Some("80")),
    ("fair", Some("60")),
    ("bad", Some("30")),
    ("awful", Some("0")),
    ("unknown", None),
];

fn question(path: &str, weight: Option<&str>, choices: &[(&str, Option<&str>)]) -> Node {
    let choice = |(name, score): &(&str, Option<&str>)| Choice {
        name: (*name).to_owned(),
        label: BTreeMap::new(),
        score: score.map(str::to_owned),
    };
    Node::Question {
        path: path.to_owned(),
        question_type: QuestionType::SelectOne {
            choices: choices.iter().map(choice).collect(),
        },
        label: BTreeMap::new(),
        hint: BTreeMap::new(),
        appearance: String::new(),
        required: weight.is_some(),
        read_only: false,
        evaluation: EvaluationColumns {
            weight: weight.map(str::to_owned),
            ..EvaluationColumns::default()
        },
        details: Default::default(),
    }
}

fn form() -> Instrument {
    Instrument {
        form_id: "q".into(),
        version: "1".to_owned(),
        title: "q".to_owned(),
        kind: InstrumentKind::Questionnaire,
        languages: vec!["default".to_owned()],
        xform: String::new(),
        rules: BTreeMap::new(),
        lists: BTreeMap::new(),
        instance_name: String::new(),
        nodes: vec![
            question("/data/who", None, &[("a", None), ("b", None), ("c", None)]),
            question("/data/q1", Some("0.6"), &SCALE),
            question("/data/q2", Some("0.4"), &SCALE),
        ],
    }
}

fn counted(responses: &[SurveyResponse], plan: &SurveyPlan) -> Statistics {
    let site_of: BTreeMap<DocumentId, ProjectCode> = responses
        .iter()
        .map(|response| (response.record.clone(), ProjectCode("DL0001".to_owned())))
        .collect();
    let issued = [SiteIssue {
        site: ProjectCode("DL0001".to_owned()),
        name: "桥".to_owned(),
        planned: 10,
        kiosk_begun: responses
            .iter()
            .filter(|r| r.channel == Channel::Kiosk)
            .count() as u32,
        codes_issued: responses
            .iter()
            .filter(|r| r.channel == Channel::Code)
            .count() as u32,
    }];
    let input = StatisticsInput {
        instrument: &form(),
        responses,
        site_of: &site_of,
        issued: &issued,
        plan,
        indicator_measure: None,
    };
    statistics(&input).expect("counted")
}

fn response() -> impl Strategy<Value = SurveyResponse> {
    let choice = 0..=SCALE.len();
    let channel = prop::sample::select(Channel::ALL.to_vec());
    (0..=3_usize, choice.clone(), choice, channel, 0_i64..200).prop_map(
        |(who, first, second, channel, seconds)| {
            let mut answers = BTreeMap::new();
            let mut put = |path: &str, name: Option<&&str>| {
                if let Some(name) = name {
                    answers.insert(path.to_owned(), (**name).to_owned());
                }
            };
            let names = SCALE.map(|(name, _)| name);
            put("/data/who", ["a", "b", "c"].get(who));
            put("/data/q1", names.get(first));
            put("/data/q2", names.get(second));
            SurveyResponse {
                record: DocumentId(String::new()),
                body: body(answers),
                missing_required: Vec::new(),
                wrong: Vec::new(),
                started_at: Timestamp(0),
                submitted_at: Timestamp(seconds * 1_000),
                device_id: None,
                channel,
                duplicate_signal: false,
                ruling: None,
            }
        },
    )
}

fn body(answers: BTreeMap<String, String>) -> Arc<RecordBody> {
    Arc::new(RecordBody {
        answers,
        ..RecordBody::default()
    })
}

fn responses() -> impl Strategy<Value = Vec<SurveyResponse>> {
    prop::collection::vec(response(), 0..60).prop_map(|mut all| {
        for (number, response) in all.iter_mut().enumerate() {
            response.record = DocumentId(format!("r{number:03}"));
        }
        all
    })
}

fn percent(text: &str) -> i64 {
    text.replace('.', "")
        .parse()
        .expect("a percentage with two decimals")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn counts_add_up_and_shares_are_shares(all in responses()) {
        let found = counted(&all, &SurveyPlan::default());
        let rates = &found.rates;
        prop_assert_eq!(
            rates.valid + rates.invalid + rates.screened + rates.excluded, rates.returned
        );
        let by_channel: u32 = found.channels.iter().map(|row| row.returned).sum();
        prop_assert_eq!(by_channel as usize, all.len());
        let by_site: u32 = found.sites.iter().map(|row| row.rates.returned + row.posters).sum();
        prop_assert_eq!(by_site as usize, all.len());
        for question in &found.questions {
            prop_assert_eq!(question.answered + question.unanswered, rates.valid);
            let DistributionKind::SelectOne(choices) = &question.kind else {
                continue;
            };
            let counts: u32 = choices.choices.iter().map(|choice| choice.count).sum();
            prop_assert_eq!(counts + choices.other, question.answered);
            for choice in &choices.choices {
                let share = choice.percent.as_deref().map_or(0, percent);
                prop_assert!((0..=10_000).contains(&share));
            }
        }
        for figure in &found.satisfaction {
            let Some(value) = figure.percent.as_deref().map(percent) else {
                continue;
            };
            let interval = figure.interval.as_ref().expect("an interval beside a figure");
            prop_assert!((0..=10_000).contains(&value));
            prop_assert!(percent(&interval.low) <= value && value <= percent(&interval.high));
        }
    }

    #[test]
    fn the_order_of_the_responses_says_nothing(
        (all, mixed) in responses().prop_flat_map(|all| {
            let mixed = Just(all.clone()).prop_shuffle();
            (Just(all), mixed)
        }),
    ) {
        let plan = SurveyPlan::default();
        prop_assert_eq!(counted(&all, &plan), counted(&mixed, &plan));
    }

    #[test]
    fn a_poster_changes_the_scored_figure_only_when_the_plan_says_so(all in responses()) {
        let mut plan = SurveyPlan::default();
        let without: Vec<_> = all
            .iter()
            .filter(|response| response.channel != Channel::Poster)
            .cloned()
            .collect();
        let figures = |responses: &[SurveyResponse], plan: &SurveyPlan| {
            counted(responses, plan).satisfaction
        };
        prop_assert_eq!(figures(&all, &plan), figures(&without, &plan));
        let own = QuestionnairePlan { count_posters: true, ..QuestionnairePlan::default() };
        plan.questionnaires.insert("q".to_owned(), own);
        let mixed = counted(&all, &plan);
        let posters = mixed.channels.iter().find(|row| row.channel == Channel::Poster);
        if posters.is_some_and(|row| row.valid > 0) {
            prop_assert!(mixed.satisfaction.iter().all(|figure| figure.interval.is_none()));
        }
    }

    #[test]
    fn a_cross_table_prints_no_small_cell_and_its_lines_hide_none_or_several(all in responses()) {
        let valid: Vec<&SurveyResponse> = all.iter().collect();
        let table = cross_table(&form(), &valid, "/data/who", "/data/q1").expect("a table");
        let hidden = |cells: Vec<Option<u32>>| cells.iter().filter(|cell| cell.is_none()).count();
        for cell in table.cells.iter().flatten() {
            prop_assert!(cell.count.is_none_or(|count| count >= 5));
        }
        if table.is_withheld {
            return Ok(());
        }
        for row in &table.cells {
            prop_assert_ne!(hidden(row.iter().map(|cell| cell.count).collect()), 1);
        }
        for column in 0..table.columns.len() {
            let cells = table.cells.iter().map(|row| row[column].count).collect();
            prop_assert_ne!(hidden(cells), 1);
        }
    }
}

#[test]
fn three_methods_give_three_figures_of_the_same_answers() {
    let answers = [
        ("very", 92),
        ("good", 71),
        ("fair", 25),
        ("bad", 8),
        ("awful", 4),
    ];
    let all: Vec<SurveyResponse> = answers
        .iter()
        .flat_map(|(name, count)| std::iter::repeat_n(*name, *count))
        .enumerate()
        .map(|(number, name)| SurveyResponse {
            record: DocumentId(format!("r{number:03}")),
            body: body(
                ["/data/q1", "/data/q2"]
                    .map(|path| (path.to_owned(), name.to_owned()))
                    .into(),
            ),
            missing_required: Vec::new(),
            wrong: Vec::new(),
            started_at: Timestamp(0),
            submitted_at: Timestamp(300_000),
            device_id: None,
            channel: Channel::Kiosk,
            duplicate_signal: false,
            ruling: None,
        })
        .collect();
    let found = counted(&all, &SurveyPlan::default());
    let printed: Vec<_> = found
        .satisfaction
        .iter()
        .map(|figure| (figure.measure, figure.percent.as_deref(), figure.base))
        .collect();
    use SatisfactionMeasure::{Mean, OverallQuestion, SatisfiedShare};
    assert_eq!(
        printed,
        [
            (Mean, Some("83.10"), 200),
            (SatisfiedShare, Some("81.50"), 200),
            (OverallQuestion, Some("83.10"), 200),
        ]
    );
}
